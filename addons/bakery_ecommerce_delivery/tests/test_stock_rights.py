from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import BakeryEcommerceDeliveryCommon


@tagged("post_install", "-at_install")
class TestStockRights(BakeryEcommerceDeliveryCommon):
    def test_people_of_the_stock_open_deliveries(self):
        """Odoo tells them which carriers may take a delivery by its postal code."""
        if "access_control" in self.env.company._fields:
            # Beside the addon of roles: users of this test have groups only.
            self.env.company.access_control = False
        clerk = new_test_user(self.env, "gudang-kirim", "stock.group_stock_user")
        prefix = self.env["delivery.zip.prefix"].create({"name": "401"})
        fee = self.env["product.product"].create({"name": "Ongkir", "type": "service"})
        carriers = self.env["delivery.carrier"].create(
            [
                {
                    "name": f"Kurir {code}",
                    "product_id": fee.id,
                    "zip_prefix_ids": [Command.set(prefix.ids)] if code else False,
                }
                for code in (False, prefix.name)
            ]
        )
        guests = self.env["res.partner"].create(
            [{"name": "Dekat", "zip": "40115"}, {"name": "Jauh", "zip": "10110"}]
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        for guest, allowed in zip(guests, (carriers, carriers[0]), strict=True):
            picking = self.env["stock.picking"].create(
                {"picking_type_id": warehouse.out_type_id.id, "partner_id": guest.id}
            )
            [seen] = picking.with_user(clerk).read(["allowed_carrier_ids"])
            self.assertEqual(
                set(seen["allowed_carrier_ids"]) & set(carriers.ids), set(allowed.ids)
            )
        self.assertFalse(prefix.with_user(clerk).has_access("write"))
