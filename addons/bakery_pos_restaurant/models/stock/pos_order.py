from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What a sale owes the stock is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    def _create_order_picking(self):
        if not self._stock_may_wait():
            return super()._create_order_picking()
        # sudo: the till's own doing, of which the cashier's user sees nothing.
        self.env["bakery.pos.stock"].sudo()._put(self.sudo())

    def _compute_total_cost_in_real_time(self):
        # What goods cost is known once they have left.
        waiting = self.filtered(lambda order: order._stock_may_wait())
        return super(PosOrder, self - waiting)._compute_total_cost_in_real_time()

    def _stock_may_wait(self):
        """Return whether goods leave the books after the sale is answered.

        Not where they leave when the session closes, nor where the invoice made with
        the sale books their cost, nor where they are sent later.
        """
        self.ensure_one()
        return (
            self.config_id.stock_outbox
            and not self.shipping_date
            and not self.to_invoice
            and not self.session_id.update_stock_at_closing
            and self._has_goods()
        )

    def _has_goods(self):
        goods = self.lines.filtered(lambda line: line.product_id.type == "consu")
        return any(not line.product_id.uom_id.is_zero(line.qty) for line in goods)

    def _generate_pos_order_invoice(self):
        # The invoice books the cost of what has left.
        self.env["bakery.pos.stock"]._post_now([("order_id", "in", self.ids)])
        return super()._generate_pos_order_invoice()
