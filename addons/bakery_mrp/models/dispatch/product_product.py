from odoo import models
from odoo.exceptions import ValidationError


# pylint: disable=consider-merging-classes-inherited
# What can be sent to outlets is a subject of its own.
class ProductProduct(models.Model):
    _inherit = "product.product"

    def _check_can_be_sent(self):
        """Refuse what no truck brings.

        :raise ValidationError: names the product
        """
        for product in self:
            if not product.is_storable:
                raise ValidationError(
                    self.env._(
                        "%(product)s is not kept in stock and cannot be sent.",
                        product=product.display_name,
                    )
                )
