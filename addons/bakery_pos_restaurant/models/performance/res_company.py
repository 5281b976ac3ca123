from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What people do at tills is a subject of its own.
class ResCompany(models.Model):
    _inherit = "res.company"

    show_own_performance = fields.Boolean(
        string="Own Performance",
        help="Employees with a user see their own figures, and nobody else's.",
    )
