import json

from odoo import api, fields, models

OWN = ("first_sent_at", "paid_at")
# Seconds; whatever took longer was left lying about.
LONGEST_SALE = 6 * 3600


# pylint: disable=consider-merging-classes-inherited
# What people do at tills is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    first_sent_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When something was first sent to be made, by the server's clock.",
    )
    paid_at = fields.Datetime(
        readonly=True, copy=False, help="When it was paid, by the server's clock."
    )

    counter_seconds = fields.Integer(
        string="Seconds at the Counter",
        copy=False,
        help="From the first line to the payment, as the tablet measured it.",
    )

    # Never stored: the voids have the reasons, and tablets forget them then.
    void_reasons = fields.Char(
        store=False,
        help="Why goods are taken off, as a tablet says: {uuid of a line: reason}.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {
                name: value
                for name, value in vals.items()
                if name not in OWN and name != "void_reasons"
            }
            for vals in vals_list
        ]
        for vals in vals_list:
            self._check_counter_seconds(vals)
        orders = super().create(vals_list)
        for order, vals in zip(orders, vals_list, strict=True):
            if vals.get("last_order_preparation_change"):
                order._note_sent()
        return orders

    def write(self, vals):
        """Record goods of orders that are cancelled; leave the times alone.

        Tablets send back what they once read.
        """
        vals = {name: value for name, value in vals.items() if name != "void_reasons"}
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in OWN}
        if vals.get("state") == "cancel":
            self._record_void()
        if "counter_seconds" in vals:
            vals = dict(vals)
            self._check_counter_seconds(vals)
        result = super().write(vals)
        if vals.get("last_order_preparation_change"):
            self._note_sent()
        return result

    def unlink(self):
        self._record_void()
        return super().unlink()

    @api.model
    def _process_order(self, order, existing_order):
        """Let the records know who is logged in at the tablet, and why, as it says."""
        claims = order.pop("void_reasons", None)
        if existing_order:
            who = order.get("employee_id")
            existing_order = existing_order.with_context(
                void_employee_id=who, void_claims=claims
            )
        return super()._process_order(order, existing_order)

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        tracked = self._tracked()
        if tracked:
            # sudo: nobody writes the time but the server.
            tracked.sudo().paid_at = fields.Datetime.now()
            tracked.lines._note_listed_prices()
        return result

    @api.model
    def _check_counter_seconds(self, vals):
        """Take no time from a tablet that cannot be: it is left out."""
        seconds = vals.get("counter_seconds")
        if seconds is not None and (
            type(seconds) is not int or not 0 <= seconds <= LONGEST_SALE
        ):
            del vals["counter_seconds"]

    def _tracked(self):
        return self.filtered("config_id.track_performance")

    def _record_void(self):
        """Record what open orders hold, since they are cancelled or deleted."""
        open_orders = self.filtered(lambda order: order.state == "draft")
        open_orders.lines._record_void("order")

    def _note_sent(self):
        """Note what the kitchen was told to make, and when it first was."""
        now = fields.Datetime.now()
        for order in self._tracked():
            sent = order._sent_quantities()
            if not sent:
                continue
            # sudo: what the kitchen was told is kept by the server only.
            own = order.sudo()
            if not own.first_sent_at:
                own.first_sent_at = now
            for line in own.lines:
                if sent.get(line.uuid, 0) > line.sent_quantity:
                    line.sent_quantity = min(sent[line.uuid], line.qty)

    def _sent_quantities(self):
        """Return ``{uuid of a line: quantity}`` that the tablet says it has sent."""
        try:
            lines = json.loads(self.last_order_preparation_change)["lines"].values()
            return {
                line["uuid"]: line["quantity"]
                for line in lines
                if type(line["quantity"]) in (int, float)
            }
        except (AttributeError, KeyError, TypeError, ValueError):
            return {}

    def _voiding_employee(self):
        """Return who takes goods off this order, as far as one can know."""
        self.ensure_one()
        claimed = self.env.context.get("void_employee_id")
        # sudo: cashiers do not see employees.
        order = self.sudo()
        if type(claimed) is int and claimed != order.employee_id.id:
            employee = order.env["hr.employee"].browse(claimed).exists()
            if employee and order.config_id._has_employee(employee):
                return employee
        return order.employee_id
