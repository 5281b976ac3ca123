from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BakeryStockReservationWizard(models.TransientModel):
    """Proposes what of a deal can be reserved, beside what is free."""

    _name = "bakery.stock.reservation.wizard"
    _description = "Reserve Goods"

    lead_id = fields.Many2one("crm.lead", readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_expiry = fields.Datetime(
        string="Reserve Until",
        required=True,
        default=lambda self: self.env[
            "bakery.stock.reservation"
        ]._default_date_expiry(),
    )
    line_ids = fields.One2many(
        "bakery.stock.reservation.wizard.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("lead_id", "order_id")
    def _compute_warehouse_id(self):
        default = self.env["bakery.stock.reservation"]._default_warehouse()
        for wizard in self:
            wizard.warehouse_id = wizard.order_id.warehouse_id or default

    @api.depends("lead_id", "order_id")
    def _compute_line_ids(self):
        for wizard in self:
            deal = wizard.order_id or wizard.lead_id
            proposals = deal._reservation_proposals() if deal else []
            commands = [Command.create(values) for values in proposals]
            wizard.line_ids = [Command.clear(), *commands]

    def action_reserve(self):
        """Reserve what the lines say, all or nothing, and open what was made.

        :raise UserError: when there is nothing to reserve, or for a wrong value.
        """
        self.ensure_one()
        lines = self.line_ids.filtered(
            lambda line: not line.product_uom_id.is_zero(line.quantity)
        )
        if not lines:
            raise UserError(self.env._("Enter a quantity to reserve."))
        reservations = self.env["bakery.stock.reservation"].create(
            [line._prepare_values() for line in lines]
        )
        reservations.action_reserve()
        return {"type": "ir.actions.act_window_close"}


class BakeryStockReservationWizardLine(models.TransientModel):
    _name = "bakery.stock.reservation.wizard.line"
    _description = "Goods to Reserve"

    wizard_id = fields.Many2one(
        "bakery.stock.reservation.wizard", required=True, ondelete="cascade"
    )
    sale_line_id = fields.Many2one("sale.order.line")
    product_id = fields.Many2one(
        "product.product", required=True, domain=[("is_storable", "=", True)]
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        required=True,
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    ordered = fields.Float(digits="Product Unit")
    held = fields.Float(
        string="Reserved",
        digits="Product Unit",
        compute="_compute_held",
        help="What is reserved for this deal already.",
    )
    on_hand = fields.Float(digits="Product Unit", compute="_compute_stock")
    free = fields.Float(
        digits="Product Unit",
        compute="_compute_stock",
        help="On hand and promised to nobody.",
    )
    quantity = fields.Float(
        string="Reserve",
        digits="Product Unit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
    )

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        for line in self:
            line.product_uom_id = line.product_uom_id or line.product_id.uom_id

    @api.depends(
        "product_id", "sale_line_id", "wizard_id.order_id", "wizard_id.lead_id"
    )
    def _compute_held(self):
        wizard = self.wizard_id
        # New records stand for the ones they were made from.
        orders, leads = wizard.order_id._origin, wizard.lead_id._origin
        held = self.env["bakery.stock.reservation"]._held_for(orders, leads)
        no_line = self.env["sale.order.line"]
        for line in self:
            deal = line.wizard_id.order_id or line.wizard_id.lead_id
            product = line.product_id._origin
            twins = line.wizard_id.line_ids.filtered(
                lambda other, product=line.product_id: other.product_id == product
            )
            # What is held for the order counts for the only line of its product.
            of_line = line.sale_line_id._origin if len(twins) > 1 else no_line
            key = deal._origin, product, of_line
            line.held = line.product_id.uom_id._compute_quantity(
                held[key], line.product_uom_id
            )

    @api.depends("product_id", "product_uom_id", "wizard_id.warehouse_id")
    def _compute_stock(self):
        for warehouse, lines in self.grouped(
            lambda r: r.wizard_id.warehouse_id
        ).items():
            for line in lines:
                product = line.product_id.with_context(warehouse_id=warehouse.id)
                convert = product.uom_id._compute_quantity
                line.on_hand = convert(product.qty_available, line.product_uom_id)
                line.free = convert(product.free_qty, line.product_uom_id)

    @api.depends("ordered", "held")
    def _compute_quantity(self):
        for line in self:
            line.quantity = max(line.ordered - line.held, 0)

    def _prepare_values(self):
        """Return the values of the reservation of this line."""
        wizard = self.wizard_id
        deal = wizard.order_id or wizard.lead_id
        name = "order_id" if wizard.order_id else "lead_id"
        return {
            name: deal.id,
            "sale_line_id": self.sale_line_id.id,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "quantity": self.quantity,
            "warehouse_id": wizard.warehouse_id.id,
            "date_expiry": wizard.date_expiry,
        }
