from collections import defaultdict

from odoo import fields, models

from .bakery_reservation_deal import READERS


class SaleOrder(models.Model):
    """Quotations hold goods, and hand them to the deliveries when confirmed."""

    _name = "sale.order"
    # Reservations are a subject of their own, beside the rights in sale_order.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = ("sale.order", "bakery.reservation.deal")

    reservation_ids = fields.One2many(
        "bakery.stock.reservation", "order_id", string="Reservations", groups=READERS
    )

    def _is_reservable(self):
        return self.state in ("draft", "sent") and super()._is_reservable()

    def _lines_of(self, product):
        return self.order_line.filtered(
            lambda line: not line.display_type and line.product_id == product
        )

    def _reservable_quantity(self, product):
        self.ensure_one()
        lines = self._lines_of(product)
        return sum(line._reservable_quantity() for line in lines)

    def _reservation_proposals(self):
        return [
            {
                "sale_line_id": line.id,
                "product_id": line.product_id.id,
                "product_uom_id": line.product_uom_id.id,
                "ordered": line.product_uom_qty - line.qty_delivered,
            }
            for line in self.order_line
            if line.product_id.is_storable
        ]

    def _action_confirm(self):
        """Let the deliveries take over the lots that were held for the order."""
        Reservation = self.env["bakery.stock.reservation"]
        holding = Reservation._holding_for(self)
        if not holding:
            return super()._action_confirm()
        held = {}
        for order in self:
            # sudo: the opportunity may be hidden from whoever confirms.
            lead = order.sudo().opportunity_id
            own = holding.filtered(
                lambda r, order=order, lead=lead: (
                    r.order_id == order or (lead and r.lead_id == lead)
                )
            )
            # sudo: as above.
            held[order] = own._convert(order.sudo())
            holding -= own.filtered("outcome")
        result = super()._action_confirm()
        for order, goods in held.items():
            if goods:
                Reservation._take_over(order, goods)
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self._release_reservations()
        return result

    def unlink(self):
        self.check_access("unlink")
        self._release_reservations()
        return super().unlink()

    def _fit_reservations(self):
        """Hold no more than the orders still ask for; the newest gives first."""
        holding = self.env["bakery.stock.reservation"]._holding_for(self)
        by_goods = defaultdict(holding.browse)
        for reservation in holding.filtered("order_id"):
            by_goods[reservation.order_id, reservation.product_id] |= reservation
        for (order, product), reservations in by_goods.items():
            excess = sum(reservation._need() for reservation in reservations)
            excess -= order._reservable_quantity(product)
            for reservation in reservations.sorted("id", reverse=True):
                if product.uom_id.compare(excess, 0) <= 0:
                    break
                excess = reservation._reduce(excess)
