from odoo import Command
from odoo.tests import new_test_user

from .common import BakeryMrpCommon


class DispatchCommon(BakeryMrpCommon):
    """A kitchen with two outlets on one route, and buns and boxes for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dispatch_daily = True
        cls.planner = cls._user("dispatch-planner", "planner")
        cls.baker = cls._user("dispatch-baker", "baker")
        cls.clerk = new_test_user(cls.env, "dispatch-clerk", "stock.group_stock_user")
        Warehouse = cls.env["stock.warehouse"]
        cls.kitchen = Warehouse.create({"name": "Kitchen", "code": "DKI"})
        cls.cafe, cls.shop = Warehouse.create(
            [
                {
                    "name": name,
                    "code": code,
                    "manufacture_to_resupply": False,
                    "resupply_wh_ids": [Command.set(cls.kitchen.ids)],
                }
                for name, code in (("Café", "DCA"), ("Shop", "DSH"))
            ]
        )
        cls.transit = cls.company.internal_transit_location_id
        cls.route = cls.env["bakery.dispatch.route"].create(
            {
                "name": "Morning",
                "warehouse_id": cls.kitchen.id,
                "departure_hour": 23.5,
                "stop_ids": [
                    Command.create({"warehouse_id": cls.cafe.id, "sequence": 1}),
                    Command.create({"warehouse_id": cls.shop.id, "sequence": 2}),
                ],
            }
        )
        cls.category = cls.env["product.category"].create(
            {"name": "Costed", "property_cost_method": "average"}
        )
        for product in cls.bun | cls.box:
            product.write({"categ_id": cls.category.id, "standard_price": 2500})
        cls.reasons = {
            key: cls.env.ref(f"bakery_mrp.bakery_dispatch_reason_{key}")
            for key in ("short", "damaged", "many", "instead", "unsold")
        }

    @classmethod
    def _fill(cls, product, quantity, place=None, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, (place or cls.kitchen).lot_stock_id, quantity, lot_id=lot
        )

    @classmethod
    def _par(cls, outlet, product, least, full, **values):
        route = outlet.resupply_route_ids[:1]
        return cls.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": outlet.id,
                "location_id": outlet.lot_stock_id.id,
                "product_id": product.id,
                "product_min_qty": least,
                "product_max_qty": full,
                "route_id": route.id,
                "trigger": "manual",
                **values,
            }
        )

    @classmethod
    def _run(cls, **values):
        return (
            cls.env["bakery.dispatch"]
            .with_user(cls.planner)
            .create({"route_id": cls.route.id, **values})
        )

    @classmethod
    def _ask(cls, outlet, wanted, **values):
        request = (
            cls.env["bakery.outlet.request"]
            .with_user(cls.clerk)
            .create(
                {
                    "warehouse_id": outlet.id,
                    "date": cls.today(),
                    "line_ids": [
                        Command.create({"product_id": product.id, "qty": quantity})
                        for product, quantity in wanted.items()
                    ],
                    **values,
                }
            )
        )
        request.action_send()
        return request

    @classmethod
    def today(cls):
        return (
            cls.env["bakery.dispatch"]
            .with_user(cls.planner)
            .default_get(["date"])["date"]
        )

    def _at(self, product, place):
        """Return what is on hand of ``product`` in a warehouse or a location."""
        location = place.lot_stock_id if place._name == "stock.warehouse" else place
        product.invalidate_recordset()
        return product.with_context(location=location.id).qty_available

    def _everywhere(self, product):
        """Return what is in kitchen, café, shop and transit."""
        places = (self.kitchen, self.cafe, self.shop, self.transit)
        return [self._at(product, place) for place in places]

    def _line(self, records, product, outlet=None):
        lines = records.line_ids.filtered(lambda line: line.product_id == product)
        return lines.filtered(lambda line: not outlet or line.warehouse_id == outlet)

    def _load(self, run, outlet):
        return run.load_ids.filtered(lambda load: load.warehouse_id == outlet)

    def _sent(self, **wanted):
        """Return the loads of café and shop on their way with so many buns each."""
        for outlet, quantity in wanted.items():
            self._ask(getattr(self, outlet), {self.bun: quantity})
        run = self._run()
        run.action_propose()
        run.action_load()
        run.action_depart()
        return run

    def _row(self, load, received, reason=None, product=None, **values):
        line = self._line(load, product or self.bun)
        return {
            "line_id": line.id,
            "received": received,
            "reason_id": self.reasons[reason].id if reason else False,
            **values,
        }
