from odoo import models

from .costs import COSTS


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ("pos.order", "bakery.access.costs")
    _cost_fields = COSTS
    _hidden_by_warehouse = True
