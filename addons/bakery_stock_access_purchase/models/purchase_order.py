from odoo import models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"
    _hidden_by_warehouse = True

    def _create_picking(self):
        """Prepare the receipt, which buyers may do without a right to receipts."""
        if not self.env["bakery.access.right"]._binds_caller():
            return super()._create_picking()
        self.check_access("write")
        # sudo: buying was checked; the buyer stays the author of the receipt.
        return super(PurchaseOrder, self.sudo())._create_picking()

    def button_cancel(self):
        """Take the receipts back with the order, whose cancelling is a buyer's."""
        if not self.env["bakery.access.right"]._binds_caller():
            return super().button_cancel()
        self.check_access("write")
        # sudo: as in _create_picking.
        return super(PurchaseOrder, self.sudo()).button_cancel()
