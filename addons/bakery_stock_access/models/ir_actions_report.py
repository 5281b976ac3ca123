from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """Print no document that one may not open.

        Templates may begin with computed fields, for which Odoo asks no rule.
        """
        if docids and self._hides_documents() and report.model in self.env:
            self.env[report.model].browse(docids).check_access("read")
        return super()._get_rendering_context(report, docids, data)
