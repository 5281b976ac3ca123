from odoo import models


# pylint: disable=consider-merging-classes-inherited
# Money given back is a subject of its own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _comes_back(self):
        """Return whether this gives money back for goods.

        A reward does not, nor does a down payment that a sales order takes off, which
        has a product of its own where sales orders are settled at tills.
        """
        till = self.order_id.session_id.config_id
        settled = (
            "down_payment_product_id" in till._fields
            and self.product_id
            and self.product_id == till.down_payment_product_id
        )
        return self.qty < 0 and not self.is_reward_line and not settled
