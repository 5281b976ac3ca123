from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _is_granted(self):
        return super()._is_granted() or bool(self.reward_id)

    def _reset_loyalty(self, complete=False):
        """Set rewards to nothing before Odoo computes them anew, or deletes them."""
        reset = super()._reset_loyalty
        if not self or not self.env["bakery.access.right"]._binds_caller():
            return reset(complete=complete)
        self.check_access("write")
        # sudo: as where programs write their lines; see sale_order.py.
        super(SaleOrderLine, self.sudo())._reset_loyalty(complete=complete)
        return self
