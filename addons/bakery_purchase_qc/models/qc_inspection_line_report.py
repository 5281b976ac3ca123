from odoo import models
from odoo.tools import format_date


# pylint: disable=consider-merging-classes-inherited
# How an answer is printed, in the language of whoever reads it.
class QcInspectionLine(models.Model):
    _inherit = "qc.inspection.line"

    def _number_text(self, value):
        return self.env["purchase.order.line"]._quantity_text(value)

    def _printed_wanted(self):
        """Return what is a right answer, for a report."""
        self.ensure_one()
        if self.question_type != "quantitative":
            return self._wanted_text()
        limits = " – ".join(map(self._number_text, (self.min_value, self.max_value)))
        return f"{limits} {self.uom_id.name or ''}".strip()

    def _printed_found(self):
        """Return what was answered, for a report."""
        self.ensure_one()
        kind = self.question_type
        if kind == "quantitative":
            return " · ".join(map(self._number_text, self.reading_ids.mapped("value")))
        if kind == "qualitative":
            return self.qualitative_value.name or ""
        if kind == "photo":
            return self.env._("see the picture") if self.photo else ""
        expiry = self.document_expiry and self.env._(
            "valid until %(date)s", date=format_date(self.env, self.document_expiry)
        )
        return " · ".join(filter(None, [self.document_name, expiry]))
