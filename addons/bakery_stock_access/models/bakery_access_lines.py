from odoo import models


class BakeryAccessLines(models.AbstractModel):
    """Documents that record rules judge by their lines, ``_judged_by``.

    Odoo judges records as superuser, and what is read so stays there for all: a lot
    would show the goods of other warehouses too. So the lines are forgotten after each
    look, to be read as the caller.
    """

    _name = "bakery.access.lines"
    _description = "Documents Judged by Lines"

    _judged_by = ()

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self._hides_documents():
            self.invalidate_recordset(self._judged_by, flush=False)
        return result
