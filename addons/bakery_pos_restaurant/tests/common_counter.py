from uuid import uuid4

from odoo.tests import new_test_user

from .common_stock import StockOfSalesCommon


class CounterCommon(StockOfSalesCommon):
    """The till of :class:`StockOfSalesCommon` shows stock; a kitchen has more of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlet = cls.till.picking_type_id.warehouse_id
        cls.kitchen = cls.env["stock.warehouse"].create(
            {"name": "Dapur Uji", "code": "DPRU", "company_id": cls.company.id}
        )
        cls.stock_at(cls.kitchen, cls.bread, 40)
        cls.clerk = new_test_user(
            cls.env,
            "gudang-uji",
            groups="base.group_user,stock.group_stock_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.seller_till = cls.till.with_user(cls.seller)

    @classmethod
    def till_values(cls):
        return {"show_stock": True}

    @classmethod
    def stock_at(cls, warehouse, product, quantity):
        cls.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, quantity
        )

    def asked(self, **values):
        """Return a request as the till sends it."""
        return {
            "uuid": str(uuid4()),
            "product_id": self.bread.id,
            "quantity": 6,
            "kind": "transfer",
            "source_id": self.kitchen.id,
            "employee_id": self.sari.id,
            **values,
        }

    def request(self, **values):
        made = self.seller_till.request_stock(self.asked(**values))
        return self.env["bakery.stock.request"].browse(made["id"])
