from odoo import fields, models


class DocumentLine(models.AbstractModel):
    """A line of a checklist with the documents it is about."""

    _name = "bakery.document.line"
    _description = "Line with Documents"

    name = fields.Char()
    model = fields.Char()
    record_ids = fields.Json()

    def action_documents(self):
        """Open the documents, under the caller's own rights."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.model,
            "domain": [("id", "in", self.record_ids or [])],
            "views": [(False, "list"), (False, "form")],
        }
