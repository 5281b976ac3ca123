from odoo import api, models


class UomUom(models.Model):
    _inherit = "uom.uom"

    @api.model
    def _gram(self):
        return self._standard("uom.product_uom_gram")

    @api.model
    def _millilitre(self):
        return self._standard("uom.product_uom_milliliter")

    @api.model
    def _weight_unit(self):
        """Return the unit that products state their weight in."""
        # sudo: a setting that everybody who sees a product sees in its form.
        pounds = (
            self.env["ir.config_parameter"].sudo().get_param("product.weight_in_lbs")
        )
        name = "uom.product_uom_lb" if pounds == "1" else "uom.product_uom_kgm"
        return self._standard(name)

    @api.model
    def _standard(self, name):
        """Return the unit ``name`` without asking each time whether it is there."""
        return self.browse(self.env["ir.model.data"]._xmlid_to_res_id(name))
