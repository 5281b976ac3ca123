from .common_sale import SaleCommon


class StockOfSalesCommon(SaleCommon):
    """The till of :class:`SaleCommon` with goods in stock, and a kit of two of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.stock_outbox = True
        cls.place = cls.till.picking_type_id.default_location_src_id
        gram = cls.env.ref("uom.product_uom_gram")
        cls.coffee, cls.milk = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "is_storable": True,
                    "uom_id": gram.id,
                    "standard_price": cost,
                }
                for name, cost in (("Kopi Uji", 200), ("Susu Uji", 20))
            ]
        )
        (cls.bread | cls.cake).is_storable = True
        (cls.bread | cls.cake).standard_price = 4000
        cls.latte = cls.env["product.product"].create(
            {
                "name": "Kopi Susu Uji",
                "list_price": 22000,
                "available_in_pos": True,
                "taxes_id": [(6, 0, cls.tax.ids)],
            }
        )
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.latte.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": part.id,
                            "product_qty": grams,
                            "product_uom_id": gram.id,
                        },
                    )
                    for part, grams in ((cls.coffee, 18), (cls.milk, 150))
                ],
            }
        )
        for product, quantity in (
            (cls.bread, 100),
            (cls.cake, 100),
            (cls.coffee, 10000),
            (cls.milk, 10000),
        ):
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.place, quantity
            )
        cls.outbox = cls.env["bakery.pos.stock"]

    def row(self, order):
        return self.outbox.search([("order_id", "=", order.id)])

    def post(self):
        """Post what is due, as the job does, in one transaction."""
        rows = self.outbox._lock_due()
        rows._post()
        return rows

    def here(self, product):
        """Return on hand and free quantity of a product where the till sells."""
        product.invalidate_recordset()
        product = product.with_context(location=self.place.id)
        return product.qty_available, product.free_qty
