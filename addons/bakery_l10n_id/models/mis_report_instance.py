from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import format_date


class MisReportInstance(models.Model):
    _inherit = "mis.report.instance"

    @api.model
    def get_filter_descriptions(self):
        """Print under the title what a statement must say: for when, and in what."""
        descriptions = super().get_filter_descriptions()
        if self.report_id.statement_kind:
            descriptions = [*descriptions, *self._statement_title_block()]
        return descriptions

    def _statement_title_block(self):
        until = format_date(self.env, self.pivot_date + relativedelta(day=31))
        if self.report_id.statement_kind == "balance":
            when = self.env._("As of %s", until)
        else:
            when = self.env._("For the period ended %s", until)
        currency = self.currency_id or self.query_company_ids[:1].currency_id
        unit = currency.currency_unit_label or currency.name
        return [when, self.env._("Amounts in %s", unit)]

    def _add_column(self, aep, kpi_matrix, period, label, description):
        if description and self.report_id.statement_kind:
            description = self._column_dates(period)
        return super()._add_column(aep, kpi_matrix, period, label, description)

    def _column_dates(self, period):
        """Return the dates under a column's name, in no language.

        A balance sheet is of a day, whatever the column begins with.
        """
        last = self._format_date(period.date_to)
        if self.report_id.statement_kind == "balance":
            return last
        return f"{self._format_date(period.date_from)} – {last}"

    def unlink(self):
        # A column that sums others holds them back: it has to go before they do.
        self.period_ids.source_sumcol_ids.unlink()
        return super().unlink()
