from odoo import fields, models


class ResGroups(models.Model):
    _inherit = "res.groups"

    home_action_id = fields.Many2one(
        "ir.actions.actions",
        string="First Page",
        help="What users of this role see after they log in, unless they chose a"
        " home action of their own.",
    )
