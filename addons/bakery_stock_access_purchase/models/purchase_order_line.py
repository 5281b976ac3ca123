from odoo import models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"
    _hidden_by_warehouse = True
