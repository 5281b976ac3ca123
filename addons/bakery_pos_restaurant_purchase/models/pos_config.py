from odoo import models


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _ways_to_get(self, product, goods):
        """Add who sells each of these to us, and how many at least.

        ``{"vendors": {product id: {"name": …, "minimum": …, "unit": …}}}``
        """
        ways = super()._ways_to_get(product, goods)
        vendors = {part: part._first_vendor(self.company_id) for part in goods}
        return {
            **ways,
            "vendors": {
                str(part.id): {
                    "name": seller.partner_id.display_name,
                    "minimum": seller.min_qty,
                    "unit": seller.product_uom_id.name or part.uom_id.name,
                }
                for part, seller in vendors.items()
                if seller
            },
        }
