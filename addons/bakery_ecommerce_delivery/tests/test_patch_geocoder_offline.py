from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.website_sale.tests.common import MockRequest

from .common import BakeryEcommerceDeliveryCommon


@tagged("post_install", "-at_install")
class TestGeocoderOffline(BakeryEcommerceDeliveryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].get_current_website()
        cls.product = cls.env["product.product"].create(
            {"name": "Kue Uji", "is_storable": True}
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Pelanggan Uji", "country_id": cls.env.ref("base.id").id}
        )
        cls.store = cls.env["stock.warehouse"].create({"name": "Uji", "code": "UJ"})
        cls.store.partner_id = cls.env["res.partner"].create(
            {
                "name": "Toko Uji",
                "street": "Jalan Uji 1",
                "city": "Bandung",
                "zip": "40111",
                "country_id": cls.env.ref("base.id").id,
                "partner_latitude": -6.9,
                "partner_longitude": 107.6,
            }
        )
        delivery = cls.env["product.product"].create(
            {"name": "Ambil di Toko", "type": "service"}
        )
        cls.carrier = cls.env["delivery.carrier"].create(
            {
                "name": "Ambil di Toko",
                "delivery_type": "in_store",
                "product_id": delivery.id,
                "warehouse_ids": [(6, 0, cls.store.ids)],
            }
        )

    def _locations(self):
        # Odoo skips its geocoder in tests unless it is asked to insist.
        customer = self.customer.with_context(force_geo_localize=True)
        geocoder = self.env.registry["base.geocoder"]
        with (
            MockRequest(self.env, website=self.website),
            patch.object(geocoder, "geo_find", side_effect=UserError("offline")),
        ):
            return self.carrier._in_store_get_close_locations(
                customer, product_id=str(self.product.id)
            )

    def test_stores_are_listed_without_a_geocoder(self):
        self.assertIn("Toko Uji", [place["name"] for place in self._locations()])

    def test_a_store_without_coordinates_is_listed_too(self):
        self.store.partner_id.write(
            {"partner_latitude": 0, "partner_longitude": 0, "date_localization": False}
        )
        geocoder = self.env.registry["base.geocoder"]
        store = self.store.with_context(force_geo_localize=True)
        with patch.object(geocoder, "geo_find", side_effect=UserError("offline")):
            data = store._prepare_pickup_location_data()
        self.assertEqual(data["name"], "Toko Uji")

    def test_asking_for_coordinates_by_hand_still_says_why_not(self):
        customer = self.customer.with_context(force_geo_localize=True)
        geocoder = self.env.registry["base.geocoder"]
        with (
            patch.object(geocoder, "geo_find", side_effect=UserError("offline")),
            self.assertRaises(UserError),
        ):
            customer.geo_localize()
