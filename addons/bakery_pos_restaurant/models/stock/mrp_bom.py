from collections import defaultdict

from odoo import models


class MrpBom(models.Model):
    _inherit = "mrp.bom"

    def _parts_of_kit(self, product, quantity):
        """Return ``{product: quantity}`` that so many of ``product`` are made of.

        :param product: what is sold, which is its own part where this is empty
        :param quantity: in the unit of ``product``; so are the parts in theirs
        """
        if not self:
            return {product: quantity}
        made = product.uom_id._compute_quantity(quantity, self.product_uom_id)
        _kits, lines = self.explode(product, made / self.product_qty)
        parts = defaultdict(float)
        for line, values in lines:
            parts[line.product_id] += line.product_uom_id._compute_quantity(
                values["qty"], line.product_id.uom_id, round=False
            )
        return parts
