from odoo import models


class MrpBomByproduct(models.Model):
    _name = "mrp.bom.byproduct"
    _inherit = ("mrp.bom.byproduct", "bakery.formula.part")
