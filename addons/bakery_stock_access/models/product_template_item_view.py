from odoo import models


class ProductTemplate(models.Model):
    # As product_product_item_view.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "product.template"

    def action_view_item(self):
        """Open the live view of the item, of the first where there are variants."""
        self.ensure_one()
        return self.product_variant_ids[:1].action_view_item()
