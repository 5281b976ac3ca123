from odoo import models

# Models that need no code of their own here, only to be known as hidden by warehouse.


class PosPayment(models.Model):
    _inherit = "pos.payment"
    _hidden_by_warehouse = True
