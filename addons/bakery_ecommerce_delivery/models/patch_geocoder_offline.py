import logging

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class DeliveryCarrier(models.Model):
    """Stock defect: without the geocoder no product page opens.

    With pick-up in store published, Odoo asks a geocoder on the Internet for the
    visitor's coordinates, and for those of a store that has none, on every product
    page, only to sort the stores by distance. When the geocoder does not answer, the
    page does not either.
    """

    _inherit = "delivery.carrier"

    def _in_store_get_close_locations(self, partner_address, product_id=None):
        return super()._in_store_get_close_locations(
            partner_address.with_context(geo_localize_optional=True),
            product_id=product_id,
        )


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _prepare_pickup_location_data(self):
        optional = self.with_context(geo_localize_optional=True)
        return super(StockWarehouse, optional)._prepare_pickup_location_data()


class ResPartner(models.Model):
    _inherit = "res.partner"

    def geo_localize(self):
        if not self.env.context.get("geo_localize_optional"):
            return super().geo_localize()
        try:
            return super().geo_localize()
        except UserError as error:
            _logger.info("Stores stay unsorted, no geocoder: %s", error)
            return False
