from odoo import fields, models

from .mrp_workcenter import COST


# pylint: disable=consider-merging-classes-inherited
# Costs are a subject of their own, and seen by few.
class ProductTemplate(models.Model):
    _inherit = "product.template"

    planned_cost = fields.Float(
        digits="Product Price",
        company_dependent=True,
        groups=COST,
        help="What a unit should cost. Batches are compared with it; left empty, with "
        "what the unit costs when the batch is closed.",
    )
