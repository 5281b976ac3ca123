from odoo import api, fields, models
from odoo.exceptions import ValidationError

DATED = {"shelf_life_hours", "tracking", "use_expiration_date"}
LONGEST = 10 * 366 * 24


# pylint: disable=consider-merging-classes-inherited
# How long goods stay fresh is a subject of its own.
class ProductTemplate(models.Model):
    """Goods that are fresh for hours after the oven, not for days after a receipt."""

    _inherit = "product.template"

    shelf_life_hours = fields.Float(
        string="Shelf Life (hours)",
        digits=(16, 2),
        help="Hours from the moment the goods leave the oven until they expire. The "
        "lot of a manufacturing order is dated by them when the order is closed. 0: "
        "the lot expires as its dates in days say. Goods without lots are not dated.",
    )

    @api.constrains("shelf_life_hours")
    def _check_shelf_life_hours(self):
        for product in self:
            if not 0 <= product.shelf_life_hours <= LONGEST:
                raise ValidationError(
                    self.env._(
                        "The shelf life of %(product)s is between 0 hours and 10 "
                        "years.",
                        product=product.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Use expiration dates for lots that have a shelf life."""
        products = super().create(vals_list)
        products._use_dates()
        return products

    def write(self, vals):
        """Use expiration dates for lots that have a shelf life."""
        result = super().write(vals)
        if DATED & vals.keys():
            self._use_dates()
        return result

    def _use_dates(self):
        # Without it Odoo knows no fresh quantity and takes nothing by its date.
        missing = self.filtered(
            lambda product: (
                product.shelf_life_hours > 0
                and product.tracking != "none"
                and not product.use_expiration_date
            )
        )
        if missing:
            missing.write({"use_expiration_date": True})
