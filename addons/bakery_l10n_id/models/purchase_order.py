from odoo import models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def onchange_partner_id(self):
        orders = self.with_context(own_tax_rules=True)
        return super(PurchaseOrder, orders).onchange_partner_id()

    def _prepare_invoice(self):
        orders = self.with_context(own_tax_rules=True)
        return super(PurchaseOrder, orders)._prepare_invoice()
