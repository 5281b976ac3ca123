from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .void_claims import MOVED, OFFLINE

LONGEST_REASON = 200


class BakeryPosVoid(models.Model):
    """Goods taken off an order after it was saved.

    The server writes it in the transaction that takes them off, from the difference
    between what it holds and what comes in: no tablet can leave it out. Nobody changes
    or deletes it. What turns up on another order, because a bill was split or tables
    were put together, is taken off again, whichever of the two comes in first.
    """

    _name = "bakery.pos.void"
    _description = "Void at a Till"
    _order = "moment desc, id desc"
    _rec_name = "order_ref"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="config_id.currency_id")
    # Orders may be deleted from a tablet; what was taken off them stays.
    order_id = fields.Many2one(
        "pos.order", readonly=True, ondelete="set null", index="btree_not_null"
    )
    order_ref = fields.Char(string="Receipt Number", readonly=True)
    order_uuid = fields.Char(readonly=True)
    line_uuid = fields.Char(readonly=True)
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("line", "Line Removed"),
            ("less", "Quantity Reduced"),
            ("order", "Order Cancelled"),
        ],
        required=True,
        readonly=True,
    )
    removed_quantity = fields.Float(
        string="Taken Off", digits="Product Unit", readonly=True
    )
    moved_quantity = fields.Float(
        string="Moved",
        digits="Product Unit",
        readonly=True,
        help="What of it is on another order now.",
    )
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_quantity",
        store=True,
        help="What was taken off and is on no other order.",
    )
    sent_quantity = fields.Float(
        string="Already Sent",
        digits="Product Unit",
        readonly=True,
        help="What of it the kitchen had been told to make.",
    )
    unit_amount = fields.Float(digits=0, readonly=True)
    amount = fields.Monetary(
        string="Value", compute="_compute_quantity", store=True, help="With taxes."
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="By",
        readonly=True,
        index="btree_not_null",
        help="Who was logged in at the tablet, as the tablet says.",
    )
    user_id = fields.Many2one(
        "res.users", readonly=True, help="The user by whose session it came in."
    )
    waiter_id = fields.Many2one("hr.employee", readonly=True)
    reason = fields.Char(string="Note", readonly=True)
    reason_id = fields.Many2one(
        "bakery.refund.reason", readonly=True, ondelete="restrict", index=True
    )
    excuse = fields.Selection(
        [
            (MOVED, "Said to Be Moved"),
            (OFFLINE, "Without Network"),
        ],
        string="Why Without a Reason",
        readonly=True,
        help="What the tablet said in place of a reason.",
    )
    moment = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )

    _line_uuid = models.Index("(line_uuid)")
    _moment = models.Index("(config_id, moment)")

    @api.depends("removed_quantity", "moved_quantity", "unit_amount")
    def _compute_quantity(self):
        for void in self:
            void.quantity = void.removed_quantity - void.moved_quantity
            amount = void.quantity * void.unit_amount
            void.amount = void.currency_id.round(amount)

    def write(self, vals):
        """Refuse changes: only the server notes what has moved on.

        :raise UserError: anything else is to be written
        """
        if vals.keys() - {"moved_quantity", "quantity", "amount"}:
            raise UserError(self.env._("What was taken off an order stays on record."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was taken off an order stays on record."))

    @api.model
    def _record(self, taken, kind):
        """Write down what is taken off lines.

        :param dict taken: ``{line of an order: quantity taken off}``
        """
        lines = self.env["pos.order.line"].union(*taken)
        self.create([line._void_values(taken[line], kind) for line in lines])
        self._settle(set(lines.mapped("uuid")))

    @api.model
    def _moved_elsewhere(self, uuids):
        """Return ``{uuid of a line: quantity on other orders}``, not taken off yet."""
        moved = defaultdict(float)
        domain = [("source_uuid", "in", uuids)]
        moves = self.env["bakery.pos.line.move"]._read_group(
            domain, ["source_uuid"], ["quantity:sum"]
        )
        gone = self._read_group(
            [("line_uuid", "in", uuids)], ["line_uuid"], ["moved_quantity:sum"]
        )
        for uuid, quantity in moves:
            moved[uuid] += quantity
        for uuid, quantity in gone:
            moved[uuid] -= quantity
        return moved

    @api.model
    def _settle(self, uuids):
        """Take off the voids what of these lines' goods is on other orders."""
        voids = self.search([("line_uuid", "in", list(uuids))], order="id")
        moves = self.env["bakery.pos.line.move"]._read_group(
            [("source_uuid", "in", voids.mapped("line_uuid"))],
            ["source_uuid", "product_id", "company_id"],
            ["quantity:sum"],
        )
        moved = defaultdict(float)
        for uuid, product, company, quantity in moves:
            moved[uuid, product, company] += quantity
        for void in voids:
            key = void.line_uuid, void.product_id, void.company_id
            part = min(void.removed_quantity, moved[key])
            moved[key] -= part
            if part != void.moved_quantity:
                void.moved_quantity = part
