from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .bakery_access_guard import FREE

HOLDING = ("reserved", "partial", "waiting")
OUTCOMES = [
    ("converted", "Converted"),
    ("released", "Released"),
    ("expired", "Expired"),
]
# What only the reservation itself writes.
CLOSED = {
    "company_id",
    "move_ids",
    "name",
    "outcome",
    "reserved_quantity",
    "state",
    "user_id",
}
REQUEST = {
    "date_expiry",
    "lead_id",
    "order_id",
    "partner_id",
    "product_id",
    "product_uom_id",
    "quantity",
    "sale_line_id",
    "warehouse_id",
}


class BakeryStockReservation(models.Model):
    """Goods held for a deal until a moment: a lead's, or a quotation's.

    A reservation that holds has one ``stock.move`` to a virtual place, which is
    confirmed and assigned but never done. So the goods stay on hand, nothing is
    valued, and the free quantity drops wherever Odoo looks at it. What is short
    waits and is assigned on receipt like the goods of any delivery.

    It ends when the order is confirmed (``converted``: the delivery takes over the
    very same lots), when the deal is lost, cancelled or deleted or someone gives
    the goods back (``released``), or when its time is over (``expired``).
    """

    _name = "bakery.stock.reservation"
    _description = "Reservation of Goods"
    _inherit = "mail.thread"
    _hidden_by_warehouse = True
    _order = "date_expiry, id"

    name = fields.Char(string="Number", readonly=True, copy=False, default="")
    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        index="btree_not_null",
        ondelete="set null",
        groups="sales_team.group_sale_salesman",
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Sales Order",
        compute="_compute_order_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_of_deal",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        domain=[("is_storable", "=", True)],
    )
    quantity = fields.Float(digits="Product Unit", required=True, tracking=True)
    allowed_uom_ids = fields.Many2many("uom.uom", compute="_compute_allowed_uom_ids")
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        domain="[('id', 'in', allowed_uom_ids)]",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_of_deal",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, precompute=True, index=True
    )
    date_expiry = fields.Datetime(
        string="Reserved Until",
        required=True,
        default=lambda self: self._default_date_expiry(),
        tracking=True,
        help="The goods are free again after this moment.",
    )
    move_ids = fields.One2many(
        "stock.move", "bakery_reservation_id", string="Stock Movements", readonly=True
    )
    outcome = fields.Selection(OUTCOMES, readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "Waiting for Goods"),
            ("partial", "Partly Reserved"),
            ("reserved", "Reserved"),
            *OUTCOMES,
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )
    reserved_quantity = fields.Float(
        digits="Product Unit", compute="_compute_state", store=True
    )
    lot_names = fields.Char(string="Lots", compute="_compute_lot_names")
    can_extend = fields.Boolean(compute="_compute_can_extend")

    _expire_index = models.Index(
        "(date_expiry) WHERE state IN ('reserved', 'partial', 'waiting')"
    )

    def _default_date_expiry(self):
        days = self.env.company.reservation_days
        return fields.Datetime.add(fields.Datetime.now(), days=days)

    @api.depends("sale_line_id")
    def _compute_order_id(self):
        for reservation in self:
            line = reservation.sale_line_id
            reservation.order_id = line.order_id or reservation.order_id

    @api.depends("lead_id", "order_id")
    def _compute_of_deal(self):
        default = self._default_warehouse()
        for reservation in self:
            order = reservation.order_id
            reservation.partner_id = order.partner_id or reservation.lead_id.partner_id
            reservation.warehouse_id = order.warehouse_id or default

    @api.model
    def _default_warehouse(self):
        """Return the warehouse for a deal that names none: one the user sees."""
        user = self.env.user
        warehouse = user._get_default_warehouse_id()
        visible = user._visible_warehouse_ids()
        if visible is None or warehouse.id in visible:
            return warehouse
        return warehouse.search(
            [("id", "in", visible), ("company_id", "=", self.env.company.id)], limit=1
        )

    @api.depends("lead_id.user_id", "order_id.user_id")
    def _compute_user_id(self):
        for reservation in self:
            deal = reservation.order_id or reservation.lead_id
            # What became of a deleted deal stays with its salesperson.
            reservation.user_id = deal.user_id if deal else reservation.user_id

    @api.depends("product_id")
    def _compute_allowed_uom_ids(self):
        for reservation in self:
            product = reservation.product_id
            reservation.allowed_uom_ids = product.uom_id | product.uom_ids

    @api.depends("product_id", "sale_line_id")
    def _compute_product_uom_id(self):
        for reservation in self:
            line = reservation.sale_line_id
            unit = line.product_uom_id or reservation.product_id.uom_id
            reservation.product_uom_id = unit

    @api.depends("outcome", "move_ids.state", "move_ids.quantity")
    def _compute_state(self):
        of_move = {"assigned": "reserved", "partially_available": "partial"}
        for reservation in self:
            moves = reservation.move_ids
            holding = moves.filtered(lambda move: move.state != "cancel")
            reservation.reserved_quantity = sum(holding.mapped("quantity"))
            if reservation.outcome or not moves:
                reservation.state = reservation.outcome or "draft"
            elif not holding:
                reservation.state = "released"
            else:
                reservation.state = of_move.get(holding[0].state, "waiting")

    @api.depends("move_ids.move_line_ids.lot_id")
    def _compute_lot_names(self):
        # sudo: the lots of one's own goods, for those without access to inventory.
        for reservation in self.sudo():
            lots = reservation.move_ids.move_line_ids.lot_id
            reservation.lot_names = ", ".join(lots.mapped("name"))

    @api.depends("state", "warehouse_id")
    @api.depends_context("uid")
    def _compute_can_extend(self):
        user = self.env.user
        for reservation in self:
            reservation.can_extend = reservation.state == "draft" or (
                reservation.state in HOLDING
                and user._holds_right("reserve_configure", reservation.warehouse_id.id)
            )

    @api.depends("name", "product_id", "quantity")
    def _compute_display_name(self):
        for reservation in self:
            reservation.display_name = reservation.name or self.env._("Reservation")

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require("reserve", self)
        self.check_access("create")
        # sudo: sequences; and the reservation itself, so that what is wrong with it
        # is said by the check that follows, not by a record rule.
        numbers = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            self._refuse_closed(vals)
        numbered = [
            {**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list
        ]
        # sudo: as above.
        reservations = super(BakeryStockReservation, self.sudo()).create(numbered)
        reservations = reservations.with_env(self.env)
        reservations._check_request()
        return reservations

    def write(self, vals):
        names = vals.keys() - FREE
        if self.env.su or not names:
            return super().write(vals)
        self._refuse_closed(vals)
        self._require_right()
        self._check_open()
        holding = self.filtered(lambda reservation: reservation.state in HOLDING)
        if holding and names - {"date_expiry"}:
            raise UserError(
                self.env._(
                    "%(name)s holds goods already: release it and reserve anew.",
                    name=holding[0].name,
                )
            )
        holding._require_right("reserve_configure")
        result = super().write(vals)
        self._check_request()
        holding._check_removal_date()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        if not self.env.su:
            self._require_right()
        kept = self.filtered(lambda reservation: reservation.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%(name)s is part of the history: release it instead of deleting"
                    " it.",
                    name=kept[0].name,
                )
            )

    # What integrations call ---------------------------------------------------

    @api.model
    def reserve(self, values):
        """Reserve goods for a deal, all or nothing.

        ``values`` names the deal by ``lead_id``, ``order_id`` or ``sale_line_id``,
        ``product_id`` and ``quantity``, and if wanted ``product_uom_id``,
        ``warehouse_id``, ``partner_id`` and ``date_expiry`` (UTC).

        :param dict values: as above; ids, not names.
        :return: ``{"id", "name", "state", "reserved_quantity", "date_expiry"}``; the
            quantity is in the unit of the reservation and less than asked for when
            the rest waits for goods.
        :raise AccessError: naming the right that is missing.
        :raise UserError: naming the limit or the value that is wrong.
        """
        unknown = values.keys() - REQUEST
        if unknown:
            raise UserError(
                self.env._("A reservation has no value “%(name)s”.", name=min(unknown))
            )
        with self.env.cr.savepoint():
            reservation = self.create(values)
            reservation.action_reserve()
        return reservation._summary()

    def _summary(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "reserved_quantity": self.reserved_quantity,
            "date_expiry": fields.Datetime.to_string(self.date_expiry),
        }

    def action_reserve(self):
        """Hold the goods of drafts; what is short waits for a receipt.

        :raise AccessError: without the right ``reserve``, or for another's deal.
        :raise UserError: for more than the deal, or longer than the goods keep.
        """
        self._require_right()
        drafts = self.filtered(lambda reservation: reservation.state == "draft")
        drafts._check_request()
        drafts._check_limit()
        drafts._hold()
        drafts._check_removal_date()
        return True

    def action_release(self):
        """Give the goods back; what has ended already stays as it ended.

        :raise AccessError: without the right ``reserve``, or for another's deal.
        """
        self._require_right()
        self._close("released")
        return True

    def action_extend(self, date):
        """Hold the goods until another moment.

        :param date: ``datetime`` or its text, in UTC.
        :raise AccessError: without the right ``reserve_configure``.
        :raise UserError: for the past, or longer than the goods keep.
        """
        self._require_right("reserve_configure")
        self._check_open()
        self.write({"date_expiry": fields.Datetime.to_datetime(date)})
        self._check_request()
        self._check_removal_date()
        return True

    def action_view_item(self):
        """Open the live view of the goods."""
        return self.product_id.action_view_item()

    @api.model
    def _holding_domain(self):
        return Domain("state", "in", HOLDING)
