from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# Who is told of rejects, beside which goods are inspected and how.
class BakeryQcPlan(models.Model):
    _inherit = "bakery.qc.plan"

    nonconformity_user_id = fields.Many2one(
        "res.users",
        string="Responsible for Rejects",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Solves what is wrong when goods of this plan are rejected; the buyer of"
        " the order when empty.",
    )
