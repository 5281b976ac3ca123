from odoo import models
from odoo.fields import Command

# What a till creates under an identifier of its own, by the field of the order.
IDENTIFIED = {
    "lines": "pos.order.line",
    "payment_ids": "pos.payment",
    "course_ids": "restaurant.order.course",
}


# pylint: disable=consider-merging-classes-inherited
# A patch of Odoo stands alone, so that it can go alone.
class PosOrder(models.Model):
    """Stock defect: an order whose answer got lost can never be sent again.

    The server kept it, the till did not hear so and sends its lines and payments as
    new once more. Odoo inserts them a second time, which their unique identifiers
    forbid: the order is stuck, and the payment that came with it as well. Courses have
    no unique identifier in the database: they double, and cannot be fired any more.
    Here, what the order has already is updated, and what is gone already is not deleted
    again.
    """

    _inherit = "pos.order"

    def _process_order(self, order, existing_order):
        if existing_order:
            for field in IDENTIFIED:
                if order.get(field):
                    order[field] = existing_order._not_twice(field, order[field])
        return super()._process_order(order, existing_order)

    def _not_twice(self, field, commands):
        """Return ``commands`` on ``field`` without what happened before."""
        known = {record.uuid: record.id for record in self[field]}
        ids = set(self[field].ids)
        result = []
        for command in commands:
            code, key, values = (*command, 0, 0)[:3]
            uuid = values.get("uuid") if code == Command.CREATE and values else None
            if uuid in known:
                if field == "course_ids" and not values.get("fired"):
                    # Somebody else may have fired it since.
                    values = {k: v for k, v in values.items() if k != "fired"}
                result.append(Command.update(known[uuid], values))
            elif code in (Command.DELETE, Command.UNLINK) and key not in ids:
                continue
            else:
                result.append(command)
        return result
