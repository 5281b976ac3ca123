from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# What is a day old is a subject of its own.
class StockMove(models.Model):
    """Goods of the day before leave the stock as one product and return as another."""

    _inherit = "stock.move"

    dayold_id = fields.Many2one(
        "bakery.dayold",
        string="Day-Old Goods",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    @api.depends("dayold_id")
    def _compute_reference(self):
        result = super()._compute_reference()
        for move in self.filtered("dayold_id"):
            move.reference = move.dayold_id.name
        return result

    def _get_value_from_production(self, quantity, at_date=None):
        """Give day-old goods the value of the fresh ones, and nothing more."""
        self.ensure_one()
        if not self.dayold_id or self.production_id:
            return super()._get_value_from_production(quantity, at_date)
        # sudo: what goods cost does not depend on who turns them.
        out = self.dayold_id.sudo().move_ids - self.sudo()
        total = sum(self._get_in_move_lines().mapped("quantity_product_uom"))
        value = sum(out.mapped("value")) * (quantity / total if total else 0)
        return {
            "value": value,
            "quantity": quantity,
            "description": self.env._(
                "%(value)s of goods that were fresh (%(name)s)",
                value=self.company_currency_id.format(value),
                name=self.dayold_id.name,
            ),
        }
