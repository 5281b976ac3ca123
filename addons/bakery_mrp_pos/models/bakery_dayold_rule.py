from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryDayoldRule(models.Model):
    _inherit = "bakery.dayold.rule"

    action = fields.Selection(
        selection_add=[("price", "Sell cheaper at the till")],
        ondelete={"price": "cascade"},
    )
    discount = fields.Float(
        string="Discount (%)",
        digits=(16, 2),
        default=30.0,
        help="What the tills of the outlet take off the price of these goods.",
    )

    @api.constrains("discount", "action")
    def _check_discount(self):
        for rule in self.filtered(lambda rule: rule.action == "price"):
            if not 0 < rule.discount <= 100:
                raise ValidationError(
                    self.env._("A discount is more than 0 and at most 100 percent.")
                )
