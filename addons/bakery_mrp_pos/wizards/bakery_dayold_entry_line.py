from odoo import fields, models


class BakeryDayoldEntryLine(models.TransientModel):
    _inherit = "bakery.dayold.entry.line"

    kind = fields.Selection(
        selection_add=[("price", "Cheaper")], ondelete={"price": "cascade"}
    )

    def _becomes(self):
        if self.kind != "price":
            return super()._becomes()
        return self.env._(
            "%(discount)s %% cheaper", discount=f"{self.rule_id.discount:g}"
        )
