import math

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# More of one product than any shift bakes.
MOST = 10_000_000


class BakeryBakePlanLine(models.Model):
    """One product of a bake plan: who wants it, what is there, what is baked."""

    _name = "bakery.bake.plan.line"
    _description = "Bake Plan Line"
    _order = "level, sequence, oven_temperature desc, id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "bakery.bake.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    plan_state = fields.Selection(related="plan_id.state")
    sequence = fields.Integer(default=10)
    level = fields.Integer(
        readonly=True,
        help="0 is sold or sent out; higher levels go into lower ones.",
    )
    product_id = fields.Many2one(
        "product.product", required=True, check_company=True, index=True
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    bom_id = fields.Many2one(
        "mrp.bom", string="Formula", required=True, check_company=True, index=True
    )
    order_qty = fields.Float(
        string="Orders",
        digits="Product Unit",
        readonly=True,
        help="What leaves the bakehouse until the end of the plan: customers, web "
        "shop, outlets, other production.",
    )
    par_qty = fields.Float(
        string="Par Levels",
        digits="Product Unit",
        readonly=True,
        help="What outlets and the bakehouse itself lack to be full again.",
    )
    other_qty = fields.Float(
        string="Other Demand",
        digits="Product Unit",
        readonly=True,
        help="Standing orders and forecast, where they are in use.",
    )
    inner_qty = fields.Float(
        string="Other Products",
        digits="Product Unit",
        readonly=True,
        help="What the products of this plan need of it.",
    )
    fresh_qty = fields.Float(
        string="Fresh Stock",
        digits="Product Unit",
        readonly=True,
        help="On hand, and still fresh when the plan ends.",
    )
    oven_qty = fields.Float(
        string="In the Oven",
        digits="Product Unit",
        readonly=True,
        help="What orders already confirmed bring until the end of the plan.",
    )
    suggested_qty = fields.Float(
        string="Suggested", digits="Product Unit", readonly=True
    )
    qty = fields.Float(string="To Bake", digits="Product Unit")
    production_id = fields.Many2one(
        "mrp.production",
        string="Manufacturing Order",
        compute="_compute_production_id",
        search="_search_production_id",
    )
    production_ids = fields.One2many("mrp.production", "bake_plan_line_id")
    production_state = fields.Selection(
        related="production_id.state",
        string="Order Status",
        help="How far the manufacturing order is.",
    )
    dough_weight = fields.Float(
        string="Dough (g)", compute="_compute_amounts", digits=(16, 1)
    )
    mix_count = fields.Integer(string="Mixes", compute="_compute_amounts")
    tray_count = fields.Integer(string="Trays", compute="_compute_amounts")
    oven_temperature = fields.Integer(
        related="bom_id.oven_temperature", store=True, string="Oven (°C)"
    )
    oven_minutes = fields.Integer(related="bom_id.oven_minutes", string="Minutes")

    @api.depends("production_ids")
    def _compute_production_id(self):
        for line in self:
            line.production_id = line.production_ids[:1]

    def _search_production_id(self, operator, value):
        return [("production_ids", operator, value)]

    @api.depends("qty", "bom_id")
    def _compute_amounts(self):
        for line in self:
            bom, share = line.bom_id, line._batches()
            line.dough_weight = bom.dough_weight * share
            line.mix_count = len(bom._mixes(bom.dough_weight * share))
            trays = line.qty / bom.tray_pieces if bom.tray_pieces else 0
            line.tray_count = math.ceil(round(trays, 6))

    def _batches(self):
        """Return how many batches of the formula the quantity is."""
        if not (self.bom_id and self.product_id):
            return 0.0
        qty = self.product_uom_id._compute_quantity(
            self.qty, self.bom_id.product_uom_id, round=False
        )
        return qty / self.bom_id.product_qty

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id:
            self.bom_id = self.plan_id._formulas(self.product_id)[self.product_id]

    @api.constrains("qty")
    def _check_qty(self):
        for line in self:
            if not 0 <= line.qty <= MOST:
                raise ValidationError(
                    self.env._(
                        "%(qty)s is no quantity of %(product)s to bake: give a number "
                        "from 0 to 10,000,000.",
                        qty=line.qty,
                        product=line.product_id.display_name,
                    )
                )

    @api.constrains("product_id", "bom_id")
    def _check_bom(self):
        for line in self:
            bom, product = line.bom_id, line.product_id
            fits = bom.product_id == product or (
                not bom.product_id and bom.product_tmpl_id == product.product_tmpl_id
            )
            if not fits or bom.type != "normal":
                raise ValidationError(
                    self.env._(
                        "%(formula)s is no formula to bake %(product)s.",
                        formula=bom.display_name,
                        product=product.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Give a line without formula the one in use."""
        for vals in vals_list:
            if not vals.get("bom_id") and vals.get("product_id"):
                product = self.env["product.product"].browse(vals["product_id"])
                plan = self.env["bakery.bake.plan"].browse(vals.get("plan_id"))
                bom = plan._formulas(product)[product]
                if not bom:
                    raise ValidationError(
                        self.env._(
                            "%(product)s has no formula to bake it from.",
                            product=product.display_name,
                        )
                    )
                vals["bom_id"] = bom.id
        lines = super().create(vals_list)
        lines._check_changeable()
        return lines

    def write(self, vals):
        """Change no line that has its order."""
        if set(vals) - {"sequence"}:
            self._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_order(self):
        self._check_changeable()

    def _check_changeable(self):
        for line in self:
            if line.production_ids or line.plan_id.state not in ("draft", "confirmed"):
                raise UserError(
                    self.env._(
                        "%(product)s of %(plan)s has its order already: change the "
                        "order.",
                        product=line.product_id.display_name,
                        plan=line.plan_id.name,
                    )
                )

    def _is_typed(self):
        """Tell whether somebody wants another quantity than the plan suggests."""
        self.ensure_one()
        return not self.product_uom_id.is_zero(self.qty - self.suggested_qty)

    def _production_values(self):
        plan = self.plan_id
        return {
            "product_id": self.product_id.id,
            "product_qty": self.qty,
            "product_uom_id": self.product_uom_id.id,
            "bom_id": self.bom_id.id,
            "company_id": plan.company_id.id,
            "picking_type_id": plan.warehouse_id.manu_type_id.id,
            "date_start": plan.date_start,
            "date_deadline": plan.date_end,
            "origin": plan.name,
        }
