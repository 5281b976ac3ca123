from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# Buttons that fit beside each other, and the largest note there may ever be.
MOST_NOTES = 6
LARGEST_NOTE = 10_000_000


# pylint: disable=consider-merging-classes-inherited
# How a counter pays, holds and takes back is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    cash_buttons = fields.Boolean(
        string="Buttons for Banknotes",
        help="Paying in cash, the till offers the exact amount, the notes guests may"
        " give, and a button for each note; Enter goes on to the payment and ends it.",
    )
    cash_notes = fields.Char(
        string="Banknotes",
        default="10000, 20000, 50000, 100000",
        help="Values of the notes, separated by commas.",
    )
    hold_orders = fields.Boolean(
        string="Hold and Recall",
        help="A sale without a table is put aside with one tap and taken back with one,"
        " at any till of the outlet.",
    )
    refund_reason_required = fields.Boolean(
        string="Refunds with a Reason",
        help="Who gives money back says why, and needs the right to.",
    )
    refund_employee_ids = fields.Many2many(
        "hr.employee",
        "bakery_pos_config_refund_employee",
        string="May Refund",
        help="Beside those with manager access.",
    )

    @api.constrains("cash_notes", "cash_buttons")
    def _check_cash_notes(self):
        for till in self.filtered("cash_buttons"):
            notes = [note.strip() for note in (till.cash_notes or "").split(",")]
            numbers = [int(note) for note in notes if note.isascii() and note.isdigit()]
            if (
                len(numbers) != len(notes)
                or len(notes) > MOST_NOTES
                or not all(0 < number <= LARGEST_NOTE for number in numbers)
            ):
                raise ValidationError(
                    self.env._(
                        "Please enter up to %s values of banknotes, such as"
                        " 10000, 20000, 50000.",
                        MOST_NOTES,
                    )
                )

    # Holding --------------------------------------------------------------------------

    @api.readonly
    def held_orders(self):
        """Return the sales put aside at the tills of this outlet, the oldest first.

        :return: ``[{"id": …, "uuid": …, "name": …, "amount": …, "till": …,
            "config_id": …, "lines": 3, "date": …}]``
        :raise AccessError: the user does not sell
        """
        return [
            {
                "id": order.id,
                "uuid": order.uuid,
                "name": order.floating_order_name or order.pos_reference or "",
                "amount": order.amount_total,
                "till": order.config_id.name,
                "config_id": order.config_id.id,
                "lines": len(order.lines),
                "date": fields.Datetime.to_string(order.date_order),
            }
            for order in self._held_here()
        ]

    def recall_order(self, order_id):
        """Take a sale that was put aside at another till of the outlet to this one.

        :return: the order, as a till reads it
        :raise AccessError: the user does not sell
        :raise UserError: somebody else was faster, or this till is not open
        """
        held = self._held_here()
        order = held.filtered(lambda order: order.id == order_id)
        if not order.try_lock_for_update():
            raise UserError(self.env._("This sale was taken back already."))
        session = self.current_session_id
        if session.state != "opened":
            raise UserError(self.env._("Please open the till first."))
        before = order.session_id
        order.write({"held": False, "session_id": session.id})
        for informed in before | session:
            informed.config_id.notify_synchronisation(informed.id, 0)
        return order.read_pos_data([], self)

    def _held_here(self):
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells sees sales put aside."))
        self.check_access("read")
        if not self.hold_orders:
            raise UserError(self.env._("This till puts no sales aside."))
        # sudo: the tills of the outlet, one of which the user was asked about above.
        outlet = self.sudo().picking_type_id.warehouse_id
        return self.env["pos.order"].search(
            [
                ("held", "=", True),
                ("state", "=", "draft"),
                ("config_id.hold_orders", "=", True),
                ("config_id.currency_id", "=", self.currency_id.id),
                ("config_id.picking_type_id.warehouse_id", "=", outlet.id),
            ],
            order="date_order, id",
        )

    # Rights ---------------------------------------------------------------------------

    def _may_refund(self, employee, user):
        """Return whether somebody at this till gives money back.

        :param employee: who stands at the till, empty where nobody logs in
        :param user: whose session it is
        """
        self.ensure_one()
        # sudo: who is asked about need not be seen by who asks.
        named = employee.sudo() in self.sudo().refund_employee_ids
        return self.module_pos_hr and named or self._is_manager(employee, user)

    def _is_manager(self, employee, user):
        """Return whether a till treats somebody as its manager; see _may_refund."""
        manager = "point_of_sale.group_pos_manager"
        # sudo: who is asked about need not be seen by who asks.
        till, employee = self.sudo(), employee.sudo()
        if not till.module_pos_hr:
            return user.has_group(manager)
        login = employee.user_id
        return employee in till.advanced_employee_ids or bool(
            login and login.has_group(manager)
        )
