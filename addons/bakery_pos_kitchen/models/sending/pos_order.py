from odoo import api, fields, models

from .kitchen_request import is_uuid, read_requests
from .kitchen_round import KitchenRound

# What tells the kitchen all that is new, less or changed.
TELLING = ("send", "fire", "paid", "cancel")


# pylint: disable=consider-merging-classes-inherited
# What the kitchen is told is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    # What comes in --------------------------------------------------------------------

    @api.model
    def sync_from_ui(self, orders):
        """Carry out what tablets ask of the kitchen, once, with the orders they save.

        An order may bring ``kitchen_sends``; see ``docs/kitchen-protocol.md``.

        :return: as Odoo does, with ``kitchen_acks`` where something was asked:
            ``{uuid of the request: {"status": …}}``
        :raise UserError: a request cannot be read; nothing is saved then
        """
        asked = {}
        for order in orders:
            if wishes := order.get("kitchen_sends"):
                asked[order.get("uuid")] = wishes
        result = super().sync_from_ui(orders)
        if asked:
            result["kitchen_acks"] = self._kitchen_acks(asked)
        return result

    @api.model
    def _kitchen_acks(self, asked):
        """Return what became of requests; carry out those of orders that are closed."""
        # sudo: the log is the server's alone.
        Send = self.env["bakery.kitchen.send"].sudo()
        uuids = {
            entry["uuid"]: order
            for order, wishes in asked.items()
            for entry in wishes
            if is_uuid(entry.get("uuid"))
        }
        acks = Send._acks(uuids)
        left = {order for uuid, order in uuids.items() if uuid not in acks}
        if left:
            orders = self.search([("uuid", "in", list(left))])
            for order in orders.filtered("config_id.kitchen_tickets"):
                order._kitchen_synced(asked[order.uuid])
            acks = Send._acks(uuids)
        # The till makes no tickets, or the order is gone: nothing is to be asked again.
        return {uuid: acks.get(uuid, {"status": "off"}) for uuid in uuids}

    @api.model
    def _process_order(self, order, existing_order):
        """Tell the kitchen after the order is written, in the same transaction."""
        asked = order.pop("kitchen_sends", None)
        later = self.with_context(kitchen_later=True)
        if existing_order:
            existing_order = existing_order.with_context(kitchen_later=True)
        number = super(PosOrder, later)._process_order(order, existing_order)
        saved = self.browse(number)
        if saved.config_id.kitchen_tickets:
            saved._kitchen_synced(asked)
        return number

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        if not self.env.context.get("kitchen_later"):
            for order in self.filtered("config_id.kitchen_tickets"):
                # sudo: the kitchen is told by the server alone.
                order.sudo()._kitchen_tell({"kind": "paid"})
        return result

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "cancel":
            self._kitchen_cancel()
        elif "table_id" in vals and not self.env.context.get("kitchen_later"):
            moved = self.filtered("config_id.kitchen_tickets")
            # sudo: the kitchen is told by the server alone.
            self.env["bakery.kitchen.ticket"].sudo()._follow(moved.sudo())
        return result

    def unlink(self):
        self._kitchen_cancel(gone=True)
        return super().unlink()

    def _kitchen_cancel(self, gone=False):
        for order in self.filtered("config_id.kitchen_tickets"):
            if order.state in ("draft", "cancel"):
                # sudo: the kitchen is told by the server alone.
                order.sudo()._kitchen_tell({"kind": "cancel"}, cancelled=gone)

    # What is told ---------------------------------------------------------------------

    def _kitchen_synced(self, asked):
        """Carry out what a tablet asked with an order that it saved."""
        self.ensure_one()
        now = fields.Datetime.now()
        requests = read_requests(self.env, asked, now)
        # sudo: the kitchen is told by the server alone.
        order = self.sudo()
        for request in requests:
            order._kitchen_tell(request)
        if order.state not in ("draft", "cancel"):
            order._kitchen_tell({"kind": "paid"})
        elif not requests:
            order.env["bakery.kitchen.ticket"]._follow(order)

    def _kitchen_lock(self):
        """Hold the orders until the end of the transaction.

        Whoever else tells the kitchen of them meanwhile is thrown back and, run anew,
        sees what was told here.
        """
        self.flush_recordset()
        ids = sorted(self.ids)
        if ids:
            # SQL: a write that changes nothing would not reach the database, and a lock
            # alone would let the other transaction go on with what it read before.
            self.env.cr.execute(
                "UPDATE pos_order SET write_uid = write_uid WHERE id = ANY(%s)", [ids]
            )

    def _kitchen_tell(self, request, cancelled=False):
        """Carry out one request of this order, once.

        :param dict request: values of ``bakery.kitchen.send``; the server's own have
            a kind only
        :param cancelled: the order is about to be deleted
        """
        self.ensure_one()
        Send = self.env["bakery.kitchen.send"]
        request.setdefault("uuid", f"{request['kind']}-{self.uuid}")
        own = request["kind"] in ("paid", "cancel")
        if own and KitchenRound(self, fields.Datetime.now(), cancelled).is_idle():
            return
        # What others committed since this transaction began, the lock makes it fail on.
        if Send._acks([request["uuid"]]):
            return
        self._kitchen_lock()
        current = KitchenRound(self, fields.Datetime.now(), cancelled)
        if number := request.get("employee_id"):
            employee = self.env["hr.employee"].browse(number).exists()
            ours = employee.company_id == self.company_id
            request["employee_id"] = employee.id if ours else False
        send = Send.create(
            {
                "company_id": self.company_id.id,
                "config_id": self.config_id.id,
                "order_id": self.id,
                "order_uuid": self.uuid,
                **request,
            }
        )
        if request["kind"] == "fire":
            # One by one: orders of before may have a course twice, and Odoo fires one.
            for course in self.course_ids:
                if course.uuid == send.course_uuid and not course.fired:
                    course.fired = True
        if request["kind"] == "skip":
            current.skip()
        elif request["kind"] in TELLING:
            current.run(send)
        self.env["bakery.kitchen.ticket"]._after_round(current, send)
        send.result = {"status": "done", "tickets": len(current.created)}
