"""What closing a batch costs, against stock Odoo in a database of its own.

Two databases, and turns taken between them in one process::

    python3 benchmarks/throwaway.py benchmarks/batch.py --beside-stock

Three companies close the same order of COMPONENTS ingredients with a step of work:
one in a database of stock Odoo, one beside our addons that nobody set up, and one that
bakes: its formula is one, its work center has wages and overhead. The environment's
COMPONENTS and ROUNDS change the size. Medians.
"""

import os
import statistics
import time

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

COMPONENTS = int(os.environ.get("COMPONENTS", "30"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))


class Bakery:
    """A company with one order that waits to be closed."""

    def __init__(self, env, name, baking):
        company = env["res.company"].create({"name": name})
        env.user.company_ids += company
        self.env = env(
            context={
                "allowed_company_ids": company.ids,
                "tracking_disable": True,
            }
        )
        self.company = company.with_env(self.env)
        self.baking = baking
        self.seconds, self.queries = [], 0
        warehouses = self.env["stock.warehouse"]
        self.warehouse = warehouses.search(
            [("company_id", "=", company.id)], limit=1
        ) or warehouses.create({"company_id": company.id})
        self.order = self.make_order()
        self.env.flush_all()

    def make_order(self):
        category = self.env["product.category"].create(
            {"name": "Ukur", "property_cost_method": "average"}
        )
        gram = self.env.ref("uom.product_uom_gram")
        goods = {"is_storable": True, "categ_id": category.id}
        bread = self.env["product.product"].create({"name": "Roti", **goods})
        parts = self.env["product.product"].create(
            [
                {
                    "name": f"Bahan {n}",
                    "uom_id": gram.id,
                    "standard_price": 10 + n,
                    **goods,
                }
                for n in range(COMPONENTS)
            ]
        )
        if self.baking:
            parts[:2].is_flour = True
        for part in parts:
            self.env["stock.quant"]._update_available_quantity(
                part, self.warehouse.lot_stock_id, 1_000_000
            )
        center = self.env["mrp.workcenter"].create(
            {
                "name": "Meja",
                "costs_hour": 5000,
                "company_id": self.company.id,
                "resource_calendar_id": False,
                **(
                    {
                        "labour_hour": 12000,
                        "crew": 2,
                        "overhead_basis": "kg",
                        "overhead_rate": 300,
                    }
                    if self.baking
                    else {}
                ),
            }
        )
        formula = {"is_formula": True, "piece_weight": 60} if self.baking else {}
        bom = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": bread.product_tmpl_id.id,
                "product_qty": 50,
                "company_id": self.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": 100})
                    for part in parts
                ],
                "operation_ids": [
                    Command.create({"name": "Kerja", "workcenter_id": center.id})
                ],
                **formula,
            }
        )
        order = self.env["mrp.production"].create(
            {
                "product_id": bread.id,
                "product_qty": 100,
                "bom_id": bom.id,
                "company_id": self.company.id,
            }
        )
        order.action_confirm()
        order.action_assign()
        order.qty_producing = 100
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        order.workorder_ids.duration = 45
        return order

    def close(self, count=True):
        """Close the order with nothing in the cache, and undo it."""
        cursor = self.env.cr
        self.env.flush_all()
        self.env.invalidate_all()
        point = cursor.savepoint()
        before, started = cursor.sql_log_count, time.perf_counter()
        self.order.with_context(
            skip_consumption=True, skip_backorder=True
        ).button_mark_done()
        self.env.flush_all()
        if count:
            self.seconds.append(time.perf_counter() - started)
            self.queries = cursor.sql_log_count - before
        if self.order.state != "done":
            raise RuntimeError(f"the order of {self.company.name} was not closed")
        point.rollback()
        point.close(rollback=False)

    def __str__(self):
        return f"{statistics.median(self.seconds):.3f} s, {self.queries} queries"


cursor = Registry(os.environ["STOCK"]).cursor()
stock = Bakery(api.Environment(cursor, SUPERUSER_ID, {}), "Ukur", baking=False)
ours = env  # noqa: F821 - Odoo's shell
plain = Bakery(ours, "Ukur biasa", baking=False)
baking = Bakery(ours, "Ukur roti", baking=True)
for number in range(ROUNDS + 1):
    for bakery in (stock, plain, baking):
        bakery.close(count=number)  # the first one warms up
base = statistics.median(stock.seconds)
print(f"Closing a batch of {COMPONENTS} ingredients: stock Odoo {stock}")
for name, bakery in (("not set up", plain), ("a bakery", baking)):
    ratio = statistics.median(bakery.seconds) / base
    print(f"  beside our addons, {name}: {bakery}, ratio {ratio:.2f} (aim 1.3)")
ours.cr.rollback()
cursor.rollback()
cursor.close()
