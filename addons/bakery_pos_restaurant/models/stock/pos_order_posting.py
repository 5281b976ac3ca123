from psycopg2 import OperationalError

from odoo import models
from odoo.exceptions import UserError, ValidationError

from .stock_picking import TransfersOfSales


# pylint: disable=consider-merging-classes-inherited
# How the goods of many sales leave the books at once is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    def _post_stock(self):
        """Let the goods of these paid orders, all of one company, leave the books.

        :return: ``{order: reason}`` of those whose goods did not
        """
        reasons = self.filtered(lambda order: not order.picking_ids)._move_goods()
        for order in self:
            if order not in reasons and (reason := order._finish_transfers()):
                reasons[order] = reason
        posted = self.filtered(lambda order: order not in reasons)
        for order in posted:
            order.lines._compute_total_cost(order.picking_ids.move_ids)
        posted.picking_ids.move_ids._trigger_scheduler()
        return reasons

    def _move_goods(self):
        """Make the transfers of these orders in one go, or one by one if that fails.

        :return: ``{order: reason}`` of those that got none
        """
        if not self or not self._tried(self._make_transfers):
            return {}
        if len(self) == 1:
            reason = self._tried(self._make_transfer_as_odoo)
            return {self: reason} if reason else {}
        # One bad order must not hold up all others.
        reasons = {}
        for order in self:
            reasons |= order._move_goods()
        return reasons

    def _tried(self, method):
        """Return why ``method`` failed, of which nothing is left then, or False."""
        try:
            with self.env.cr.savepoint():
                method()
        except OperationalError:
            # A conflict, not a fault of the order: the transaction begins anew.
            raise
        except (UserError, ValidationError) as error:
            return str(error)
        # Whatever it is, the other orders go on and this one waits with its reason.
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
            return f"{type(error).__name__}: {error}"
        return False

    def _make_transfers(self):
        """Make and finish the transfers of all these orders, or none.

        :raise UserError: one of them could not be finished
        """
        for (picking_type, destination), orders in self.grouped(_stock_way).items():
            transfers = TransfersOfSales(orders, picking_type.default_location_src_id)
            picking = self.env["stock.picking"].with_context(transfers=transfers)
            picking._create_picking_from_pos_order_lines(
                destination.id, orders.lines, picking_type
            )
        unfinished = self.picking_ids.filtered(lambda picking: picking.state != "done")
        if unfinished:
            raise UserError(self.env._("%s is not finished.", unfinished[0].name))

    def _make_transfer_as_odoo(self):
        """Make the transfer of one order; it stays open where it cannot be finished."""
        picking_type, destination = _stock_way(self)
        pickings = self.env["stock.picking"]._create_picking_from_pos_order_lines(
            destination.id, self.lines, picking_type, self.partner_id
        )
        pickings.write(
            {
                "pos_session_id": self.session_id.id,
                "pos_order_id": self.id,
                "origin": self.name,
            }
        )

    def _finish_transfers(self):
        """Finish what Odoo passed over in silence; return why it cannot be finished."""
        for picking in self.picking_ids:
            if picking.state not in ("done", "cancel"):
                if reason := self._tried(picking._action_done):
                    return reason
                if picking.state != "done":
                    return self.env._("%s is not finished.", picking.name)
        return False


def _stock_way(order):
    """Return operation type and destination of an order's goods, as Odoo chooses."""
    picking_type = order.config_id.picking_type_id
    destination = (
        order.partner_id.property_stock_customer
        or picking_type.default_location_dest_id
        or order.env["stock.warehouse"]._get_partner_locations()[0]
    )
    return picking_type, destination
