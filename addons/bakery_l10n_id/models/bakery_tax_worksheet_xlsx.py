import io

import xlsxwriter

from odoo import models


class BakeryTaxWorksheet(models.Model):
    _inherit = "bakery.tax.worksheet"

    def _columns(self):
        """Return name and label of the columns that this kind of tax needs."""
        labels = {
            "umkm": {"base": self.env._("Turnover")},
            "pbjt": {
                "base": self.env._("Turnover (Base of SPTPD)"),
                "tax": self.env._("PBJT"),
            },
            "ppn": {
                "base": self.env._("Sales"),
                "dpp": self.env._("Tax Base (DPP)"),
                "tax": self.env._("Output PPN"),
                "input_base": self.env._("Purchases"),
                "input_tax": self.env._("Input PPN"),
            },
        }
        return list(labels[self.kind].items())

    def _totals(self):
        """Return name and label of the figures below the outlets."""
        names = ["tax_due", "opening", "other", "closing", "difference"]
        if self.kind == "umkm":
            names = ["turnover_before", "exempt", "dpp", *names]
        labels = {
            "dpp": self.env._("Taxable Turnover"),
            "tax_due": self.env._("Tax to Pay for the Month"),
        }
        return [
            (name, labels.get(name) or self._fields[name]._description_string(self.env))
            for name in names
        ]

    def _xlsx(self):
        """Return the worksheet as the bytes of a spreadsheet."""
        self.ensure_one()
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        bold = book.add_format({"bold": True})
        amount = book.add_format({"num_format": "#,##0"})
        total = book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        page = book.add_worksheet(self.month.strftime("%Y-%m"))
        page.set_column(0, 0, 36)
        page.set_column(1, 6, 20)
        page.write(0, 0, self.company_id.name, bold)
        page.write(1, 0, self.display_name, bold)
        columns, rows = self._columns(), self._rows()
        page.write_row(3, 0, [self.env._("Outlet"), *dict(columns).values()], bold)
        for line, row in enumerate(rows, 4):
            page.write(line, 0, row["outlet"])
            for column, (name, _label) in enumerate(columns, 1):
                page.write_number(line, column, row[name], amount)
        end = 4 + len(rows)
        page.write(end, 0, self.env._("Total"), total)
        for column, (name, _label) in enumerate(columns, 1):
            page.write_number(end, column, sum(row[name] for row in rows), total)
        for line, (name, label) in enumerate(self._totals(), end + 2):
            page.write(line, 0, label)
            page.write_number(line, 1, self[name], amount)
        book.close()
        return stream.getvalue()
