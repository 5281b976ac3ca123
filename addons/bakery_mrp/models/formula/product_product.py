from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What things weigh is a subject of its own.
class ProductProduct(models.Model):
    _inherit = "product.product"

    def _grams_per(self, uom):
        """Return what one ``uom`` of the product weighs in grams, 0 when unknown."""
        self.ensure_one()
        gram = self.env["uom.uom"]._gram()
        if uom._has_common_reference(gram):
            return uom._compute_quantity(1, gram, round=False)
        if not uom._has_common_reference(self.uom_id):
            return 0.0
        units = uom._compute_quantity(1, self.uom_id, round=False)
        return units * (self.unit_grams or self._usual_unit_grams())

    def _usual_unit_grams(self):
        """Return the grams of one unit of the product when nobody said otherwise."""
        millilitre = self.env["uom.uom"]._millilitre()
        if self.uom_id._has_common_reference(millilitre):
            # Nearly all that bakers measure by volume is mostly water.
            return self.uom_id._compute_quantity(1, millilitre, round=False)
        weight_uom = self.env["uom.uom"]._weight_unit()
        gram = self.env["uom.uom"]._gram()
        return weight_uom._compute_quantity(self.weight, gram, round=False)
