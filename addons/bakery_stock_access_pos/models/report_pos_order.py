from odoo import models

from .costs import COSTS


class ReportPosOrder(models.Model):
    _name = "report.pos.order"
    _inherit = ("report.pos.order", "bakery.access.costs")
    _cost_fields = COSTS
