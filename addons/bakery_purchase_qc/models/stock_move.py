from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        self._check_order_approved()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _check_order_approved(self):
        """Refuse goods of an order that waits for a new approval.

        :raise UserError: naming the order.
        """
        # sudo: the warehouse cannot read orders, and is told only the name.
        for order in self.sudo().purchase_line_id.order_id:
            if order.state == "to approve" and order._is_held():
                raise UserError(
                    self.env._(
                        "The order %(order)s was changed and waits for a new approval:"
                        " its goods cannot be received before.",
                        order=order.name,
                    )
                )
