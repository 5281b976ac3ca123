from datetime import timedelta

from odoo import api, models


class StockLot(models.Model):
    """Lots whose dates follow from the hour they left the oven."""

    _inherit = "stock.lot"

    @api.depends("product_id")
    def _compute_expiration_date(self):
        """Date new lots by hours until the order that bakes them is closed."""
        result = super()._compute_expiration_date()
        for lot in self:
            product = lot.product_id
            if lot.expiration_date and product.shelf_life_hours:
                lot.expiration_date += timedelta(
                    hours=product.shelf_life_hours, days=-product.expiration_time
                )
        return result

    def _fresh_dates(self, oven_out):
        """Return the dates of goods of this lot that left the oven then (UTC).

        The days before expiration that Odoo knows count where they are shorter than
        the shelf life; otherwise goods would be removed before they were baked.
        """
        self.ensure_one()
        product = self.product_id
        life = timedelta(hours=product.shelf_life_hours)
        expires = oven_out + life

        def before(days):
            ahead = timedelta(days=days)
            return expires - ahead if ahead < life else expires

        return {
            "expiration_date": expires,
            "use_date": before(product.use_time),
            "removal_date": before(product.removal_time),
            "alert_date": before(product.alert_time),
        }

    def _is_expired(self, company, when):
        """Return whether the lot had expired by ``when`` (UTC), where that matters."""
        return bool(
            company.block_expired
            and self.product_id.use_expiration_date
            and self.expiration_date
            and self.expiration_date <= when
        )
