from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What head office wants at tills is a subject of its own.
class ResCompany(models.Model):
    _inherit = "res.company"

    outlet_pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List of Outlets",
        check_company=True,
        help="What tills sell by unless another price list is chosen. Left empty, each "
        "outlet may have its own.",
    )
