from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.cost.mrp_workcenter import COST


class BakeryDayoldEntryLine(models.TransientModel):
    """Goods of one product, lot and place, and how much of them turns."""

    _name = "bakery.dayold.entry.line"
    _description = "Turn Day-Old Goods Line"

    entry_id = fields.Many2one(
        "bakery.dayold.entry", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [("product", "Turns"), ("waste", "Too old")], required=True, readonly=True
    )
    rule_id = fields.Many2one("bakery.dayold.rule", readonly=True)
    product_id = fields.Many2one("product.product", required=True, readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    location_id = fields.Many2one("stock.location", required=True, readonly=True)
    package_id = fields.Many2one("stock.package", readonly=True)
    due = fields.Float(string="There", digits="Product Unit", readonly=True)
    quantity = fields.Float(string="Of these", digits="Product Unit")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    since = fields.Datetime(readonly=True)
    age = fields.Float(
        string="Age (hours)",
        compute="_compute_age",
        digits=(16, 1),
        help="Hours since the goods left the oven; of goods without lots, since the "
        "outlet closed; of goods that are too old, since they were to be sold.",
    )
    becomes = fields.Char(compute="_compute_becomes")
    problem = fields.Char(readonly=True)
    currency_id = fields.Many2one(
        related="entry_id.warehouse_id.company_id.currency_id"
    )
    value = fields.Monetary(
        compute="_compute_value", groups=COST, help="What these goods had cost."
    )

    @api.depends("since")
    def _compute_age(self):
        now = fields.Datetime.now()
        for line in self:
            line.age = (now - line.since).total_seconds() / 3600 if line.since else 0

    @api.depends("kind", "rule_id", "problem")
    def _compute_becomes(self):
        for line in self:
            line.becomes = line.problem or line._becomes()

    def _becomes(self):
        """Return what becomes of the goods; other actions say their own."""
        if self.kind == "waste":
            return self.env._("Waste")
        # sudo: a rule may name goods that the user does not see otherwise.
        product = self.rule_id.sudo().dayold_product_id
        return product.with_context(display_default_code=False).display_name

    @api.depends("quantity", "product_id", "lot_id")
    def _compute_value(self):
        for line in self:
            company = line.entry_id.warehouse_id.company_id
            product = line.product_id.with_company(company)
            lot = line.lot_id.with_company(company)
            source = lot if product.lot_valuated and lot else product
            line.value = line.quantity * source.standard_price

    def _that_turn(self):
        return self.filtered(lambda line: line.kind != "waste" and not line.problem)

    def _key(self):
        """Return what tells these goods from others, as the search for them does."""
        self.ensure_one()
        parts = (self.product_id, self.lot_id, self.location_id, self.package_id)
        return tuple(part.id for part in parts)

    def _check_quantities(self):
        for line in self:
            # Said this way it refuses what is no number, too.
            if not 0 <= line.quantity <= line.due:
                raise UserError(
                    self.env._(
                        "Of %(product)s, 0 to %(quantity)s can turn.",
                        product=line.product_id.display_name,
                        quantity=f"{line.due:g}",
                    )
                )
