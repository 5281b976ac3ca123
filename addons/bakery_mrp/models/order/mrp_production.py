from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# Making to order is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    wishes = fields.Text(
        string="Wishes of the Customer",
        related="sale_line_id.wishes",
        # Whoever bakes has no right to sales orders, and needs to know what to write.
        related_sudo=True,
    )
