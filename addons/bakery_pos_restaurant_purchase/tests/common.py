from odoo.addons.bakery_pos_restaurant.tests.common_counter import CounterCommon


class BakeryPosRestaurantPurchaseCommon(CounterCommon):
    """The till of :class:`CounterCommon`; bread is bought by the box of twelve."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_pos_restaurant_purchase")
        cls.vendor, cls.dearer = cls.env["res.partner"].create(
            [{"name": "Pemasok Uji"}, {"name": "Pemasok Kedua"}]
        )
        cls.box = cls.env["uom.uom"].create(
            {
                "name": "Boks Uji",
                "relative_factor": 12,
                "relative_uom_id": cls.env.ref("uom.product_uom_unit").id,
            }
        )
        cls.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": partner.id,
                    "product_tmpl_id": cls.bread.product_tmpl_id.id,
                    "sequence": sequence,
                    "min_qty": least,
                    "price": price,
                    "product_uom_id": unit.id,
                }
                for partner, sequence, least, price, unit in (
                    (cls.vendor, 1, 2, 90000, cls.box),
                    (cls.dearer, 2, 0, 1, cls.bread.uom_id),
                )
            ]
        )

    def asked(self, **values):
        return super().asked(**{"kind": "purchase", "source_id": False, **values})
