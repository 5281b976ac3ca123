from odoo.tests import tagged

from .common_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestDispatchQueries(DispatchCommon):
    """Queries do not grow with the lines beyond those of Odoo's own transfers."""

    def _products(self, count):
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Piece {number}",
                    "is_storable": True,
                    "categ_id": self.category.id,
                }
                for number in range(count)
            ]
        )
        for product in products:
            self._fill(product, 100)
            self._par(self.cafe, product, 5, 20)
        return products

    def _count(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        step()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _costs(self, count):
        self._products(count)
        run = self._run()
        costs = {"propose": self._count(run.action_propose)}
        costs["propose again"] = self._count(run.action_propose)
        costs["load"] = self._count(run.action_load)
        costs["depart"] = self._count(run.action_depart)
        load = self._load(run, self.cafe).with_user(self.clerk)
        costs["receive"] = self._count(lambda: load.receive([]))
        self.assertEqual(len(run.line_ids), count)
        for rule in self.env["stock.warehouse.orderpoint"].search(
            [("warehouse_id", "=", self.cafe.id)]
        ):
            rule.unlink()
        return costs

    def _plain(self, count):
        """Return the queries of the same goods in plain, chained transfers of Odoo."""
        products = self._products(count)
        ways = [
            (self.cafe.in_type_id, self.transit, self.cafe.lot_stock_id),
            (self.kitchen.out_type_id, self.kitchen.lot_stock_id, self.transit),
        ]
        pickings, moves = [], []
        for kind, source, target in ways:
            places = {"location_id": source.id, "location_dest_id": target.id}
            picking = self.env["stock.picking"].create(
                {"picking_type_id": kind.id, **places}
            )
            moves.append(
                self.env["stock.move"].create(
                    [
                        {
                            "picking_id": picking.id,
                            "product_id": product.id,
                            "product_uom_qty": 20,
                            **places,
                        }
                        for product in products
                    ]
                )
            )
            pickings.append(picking)
        (arrival, departure), (arrivals, departures) = pickings, moves
        for first, following in zip(departures, arrivals, strict=True):
            first.move_dest_ids = following
        costs = {}
        costs["load"] = self._count(
            lambda: (
                (departure | arrival).action_confirm(),
                departure.action_assign(),
            )
        )
        departure.move_ids.picked = True
        costs["depart"] = self._count(departure._action_done)
        arrival.move_ids.picked = True
        costs["receive"] = self._count(arrival._action_done)
        self.env["stock.warehouse.orderpoint"].search(
            [("warehouse_id", "=", self.cafe.id)]
        ).unlink()
        return costs

    def test_constant_in_lines(self):
        self._costs(1)
        few, many = self._costs(1), self._costs(50)
        self.assertLessEqual(many["propose"] - few["propose"], 3)
        self.assertLessEqual(many["propose again"] - few["propose again"], 3)
        plain_few, plain_many = self._plain(1), self._plain(50)
        for step in ("load", "depart", "receive"):
            with self.subTest(step=step):
                own = many[step] - few[step]
                plain = plain_many[step] - plain_few[step]
                self.assertLessEqual(own - plain, 5, "beyond what Odoo's own cost")
