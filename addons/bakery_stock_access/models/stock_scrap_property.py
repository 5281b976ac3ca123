from odoo import models


class StockScrap(models.Model):
    """Write-offs can have fields of one's own; stock Odoo has none for them."""

    _name = "stock.scrap"
    # Own fields are a subject of their own, beside the rights.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = ("stock.scrap", "properties.base.definition.mixin")
