from collections import defaultdict

from odoo import models

# Kits within kits; more than a bakery has, and an end to those that name each other.
DEEPEST_KIT = 8


# pylint: disable=consider-merging-classes-inherited
# What kits are made of, for many at once, is a need of the counter.
class ProductProduct(models.Model):
    _inherit = "product.product"

    def _parts_for_one(self, company):
        """Return ``{kit: {part: quantity}}`` of those of these that are kits.

        Quantities are those for one kit, in the part's own unit; parts that are not
        stored are left out. The number of queries grows with the depth of the kits,
        not with their number.
        """
        needs = {product: {product: 1.0} for product in self}
        for _level in range(DEEPEST_KIT):
            inside = self.browse(
                {part.id for parts in needs.values() for part in parts}
            )
            kits = self.env["mrp.bom"]._bom_find(
                inside, company_id=company.id, bom_type="phantom"
            )
            kits = {product: bom for product, bom in kits.items() if bom}
            if not kits:
                break
            needs = {
                product: self._opened(parts, kits) for product, parts in needs.items()
            }
        return {
            product: {part: need for part, need in parts.items() if part.is_storable}
            for product, parts in needs.items()
            if set(parts) != {product}
        }

    def _opened(self, parts, kits):
        """Return ``parts`` with what is in the kits among them instead of the kits."""
        opened = defaultdict(float)
        for part, need in parts.items():
            bom = kits.get(part)
            if not bom:
                opened[part] += need
                continue
            unit = bom.product_uom_id._compute_quantity(
                bom.product_qty, part.uom_id, round=False
            )
            for line in bom.bom_line_ids:
                if unit and not line._skip_bom_line(part):
                    opened[line.product_id] += (
                        need
                        / unit
                        * line.product_uom_id._compute_quantity(
                            line.product_qty, line.product_id.uom_id, round=False
                        )
                    )
        return opened
