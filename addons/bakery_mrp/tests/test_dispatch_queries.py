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
        """Return the queries of the same goods in plain transfers of Odoo."""
        products = self._products(count)
        values = [
            (self.kitchen.out_type_id, self.kitchen.lot_stock_id, self.transit),
            (self.cafe.in_type_id, self.transit, self.cafe.lot_stock_id),
        ]
        costs = {}
        for name, (kind, source, target) in zip(("out", "in"), values, strict=True):
            places = {"location_id": source.id, "location_dest_id": target.id}
            moves = [
                (0, 0, {"product_id": p.id, "product_uom_qty": 20, **places})
                for p in products
            ]
            picking = self.env["stock.picking"].create(
                {"picking_type_id": kind.id, "move_ids": moves, **places}
            )
            costs[f"{name} reserve"] = self._count(
                lambda x=picking: (x.action_confirm(), x.action_assign())
            )
            picking.move_ids.picked = True
            costs[f"{name} done"] = self._count(picking._action_done)
        self.env["stock.warehouse.orderpoint"].search(
            [("warehouse_id", "=", self.cafe.id)]
        ).unlink()
        return costs

    def test_constant_in_lines(self):
        self._costs(1)
        few, many = self._costs(1), self._costs(50)
        plain_few, plain_many = self._plain(1), self._plain(50)
        print("DISPATCH QUERIES", few, many, plain_few, plain_many)
        self.assertLessEqual(many["propose"] - few["propose"], 10)
        self.assertLessEqual(many["propose again"] - few["propose again"], 3)
