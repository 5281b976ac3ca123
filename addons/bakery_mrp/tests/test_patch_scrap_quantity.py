from odoo.tests import tagged

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestScrapQuantity(BakeryMrpCommon):
    def test_several_write_offs_keep_their_quantities(self):
        place = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        scraps = self.env["stock.scrap"]
        for product, quantity in ((self.bun, 4), (self.box, 3), (self.egg, 2)):
            self.env["stock.quant"]._update_available_quantity(product, place, 10)
            scraps |= scraps.create(
                {
                    "product_id": product.id,
                    "scrap_qty": quantity,
                    "location_id": place.id,
                }
            )
        scraps.do_scrap()
        self.env.flush_all()
        scraps.invalidate_recordset()
        self.assertEqual(scraps.mapped("scrap_qty"), [4, 3, 2])
        self.assertEqual(scraps.move_ids.mapped("quantity"), [4, 3, 2])
