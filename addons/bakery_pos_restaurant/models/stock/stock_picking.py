from odoo import models


class TransfersOfSales:
    """The transfers of many orders while they are made, in the context of the call.

    An object, since a caller from outside can put any word or number into a context.

    :param orders: whose goods leave.
    :param place: location that they leave.
    """

    def __init__(self, orders, place):
        self.pickings = {}
        self.place = place
        self.scattered = self._scattered(orders, place)

    @staticmethod
    def _scattered(orders, place):
        """Return ids of the products of which it matters which piece is taken.

        These lie on shelves of the place, in lots, in packages or belong to others.
        """
        quants = orders.env["stock.quant"]._read_group(
            [
                ("location_id", "child_of", place.id),
                "|",
                ("location_id", "!=", place.id),
                "|",
                ("lot_id", "!=", False),
                "|",
                ("package_id", "!=", False),
                ("owner_id", "!=", False),
            ],
            ["product_id"],
        )
        return {product.id for (product,) in quants}

    def of(self, picking):
        """Return the transfers that are made together with ``picking``, itself too."""
        return self.pickings.get(picking.id, picking)

    def need_no_reservation(self, move, place):
        """Return whether goods just leave the place, with nothing to choose among.

        Odoo reserves them one by one and gives them free again a moment later.
        """
        product = move.product_id
        return (
            place == self.place
            and product.tracking == "none"
            and product.id not in self.scattered
        )


# pylint: disable=consider-merging-classes-inherited
# The other is a patch of Odoo, which stands alone so that it can go alone.
class StockPicking(models.Model):
    """Odoo makes the transfer of one order; here, those of many at a time.

    The call is the one that Odoo makes for one order, with the lines of many. So
    whatever other addons add to it holds. The one transfer that Odoo makes goes to the
    first order, and the others get their own beside it before all are finished at once.
    """

    _inherit = "stock.picking"

    def _create_move_from_pos_order_lines(self, lines):
        transfers = self.env.context.get("transfers")
        if not isinstance(transfers, TransfersOfSales):
            return super()._create_move_from_pos_order_lines(lines)
        by_order = lines.grouped("order_id")
        pickings = self._transfers_of(list(by_order))
        transfers.pickings[self.id] = pickings
        for picking, of_order in zip(pickings, by_order.values(), strict=True):
            super(StockPicking, picking)._create_move_from_pos_order_lines(of_order)

    def _transfers_of(self, orders):
        """Return a transfer per order, this one for the first."""
        values = [
            {
                **self._prepare_picking_vals(
                    order.partner_id,
                    self.picking_type_id,
                    self.location_id.id,
                    self.location_dest_id.id,
                ),
                "pos_session_id": order.session_id.id,
                "pos_order_id": order.id,
                "origin": order.name,
            }
            for order in orders
        ]
        self.write(values[0])
        return self + self.create(values[1:])

    def _action_done(self):
        transfers = self.env.context.get("transfers")
        if isinstance(transfers, TransfersOfSales) and len(self) == 1:
            return super(StockPicking, transfers.of(self))._action_done()
        return super()._action_done()
