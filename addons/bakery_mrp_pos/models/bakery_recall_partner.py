from odoo import fields, models


class BakeryRecallPartner(models.Model):
    _inherit = "bakery.recall.partner"

    pos_order_ids = fields.Many2many("pos.order", string="Till Sales")
