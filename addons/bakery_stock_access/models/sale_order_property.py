from odoo import models


class SaleOrder(models.Model):
    """Sales orders can have fields of one's own; stock Odoo has none for them."""

    _name = "sale.order"
    # Own fields are a subject of their own, beside the rights.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = ("sale.order", "properties.base.definition.mixin")
