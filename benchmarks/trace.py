"""What following a lot costs, against one recursive query over the same goods.

Fills a company with orders of six levels, so it gets a database of its own::

    python3 benchmarks/throwaway.py benchmarks/trace.py

A lot goes into FANOUT lots of the next level, and each of these through further levels
until DEPTH; each lot of the last is delivered. OTHERS are lines of other lots beside
them. The environment's DEPTH, FANOUT, OTHERS and ROUNDS change the size. Medians of
turns taken in one process.
"""

import os
import statistics
import time

from odoo.addons.bakery_mrp.models.trace.lot_walk import LotWalk

DEPTH = int(os.environ.get("DEPTH", "6"))
FANOUT = int(os.environ.get("FANOUT", "1000"))
OTHERS = int(os.environ.get("OTHERS", "300000"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
# The links that stock keeps between lines, followed without asking for more.
RECURSIVE = """
    WITH RECURSIVE reached(lot_id) AS (
        SELECT %s
         UNION
        SELECT made.lot_id
          FROM reached
          JOIN stock_move_line used ON used.lot_id = reached.lot_id
          JOIN stock_move_line_consume_rel link ON link.produce_line_id = used.id
          JOIN stock_move_line made ON made.id = link.consume_line_id
         WHERE used.state = 'done' AND made.state = 'done'
           AND made.lot_id IS NOT NULL
    )
    SELECT lot_id FROM reached
"""

env = env(context={**env.context, "tracking_disable": True})  # noqa: F821 - Odoo's shell
company = env.company
warehouse = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
stock = warehouse.lot_stock_id
customers = env.ref("stock.stock_location_customers")


def make_level(products, level, parents):
    """Return the lots made of each of ``parents``: FANOUT of the first, one each then.

    Each is made by an order of its own, as a bakery bakes.
    """
    number = FANOUT if len(parents) == 1 else len(parents)
    lots = env["stock.lot"].create(
        [
            {"name": f"L{level}-{n}", "product_id": products[level].id}
            for n in range(number)
        ]
    )
    orders = env["mrp.production"].create(
        [
            {
                "product_id": products[level].id,
                "product_qty": 1,
                "bom_id": False,
                "picking_type_id": warehouse.manu_type_id.id,
            }
            for _n in range(number)
        ]
    )
    oven = products[level].with_company(company).property_stock_production
    used = lines_of(products[level - 1], parents, stock, oven, number)
    made = lines_of(products[level], lots, oven, stock, number)
    for column, lines in (
        ("raw_material_production_id", used),
        ("production_id", made),
    ):
        # Raw SQL: the ORM would confirm and finish every order.
        env.cr.execute(
            f"""
            UPDATE stock_move move SET {column} = pair.production_id
              FROM (SELECT unnest(%s) AS line_id, unnest(%s) AS production_id) pair
              JOIN stock_move_line line ON line.id = pair.line_id
             WHERE move.id = line.move_id
            """,  # noqa: S608 - names of columns
            [lines, orders.ids],
        )
    env.cr.execute(
        """
        INSERT INTO stock_move_line_consume_rel (consume_line_id, produce_line_id)
        SELECT unnest(%s), unnest(%s)
        """,
        [made, used],
    )
    return lots


def lines_of(product, lots, source, target, number):
    """Return the ids of ``number`` done lines, each of a move of its own."""
    env.flush_all()
    # Raw SQL: as above.
    env.cr.execute(
        """
        INSERT INTO stock_move (product_id, product_uom, product_uom_qty, quantity,
               location_id, location_dest_id, company_id, state, procure_method, date)
        SELECT %s, %s, 1, 1, %s, %s, %s, 'done', 'make_to_stock', now()
          FROM generate_series(1, %s)
     RETURNING id
        """,
        [
            product.id,
            product.uom_id.id,
            source.id,
            target.id,
            company.id,
            number,
        ],
    )
    moves = [row[0] for row in env.cr.fetchall()]
    of_lots = lots.ids * (number // len(lots))
    env.cr.execute(
        """
        INSERT INTO stock_move_line (move_id, lot_id, product_id, product_uom_id,
               quantity, quantity_product_uom, location_id, location_dest_id,
               company_id, state, date)
        SELECT unnest(%s), unnest(%s), %s, %s, 1, 1, %s, %s, %s, 'done', now()
     RETURNING id
        """,
        [
            moves,
            of_lots,
            product.id,
            product.uom_id.id,
            source.id,
            target.id,
            company.id,
        ],
    )
    return [row[0] for row in env.cr.fetchall()]


def make_others(product):
    """Add lines of other lots, so that an index is worth something."""
    lots = env["stock.lot"].create(
        [{"name": f"X{n}", "product_id": product.id} for n in range(100)]
    )
    lines_of(product, lots, stock, customers, OTHERS // 100 * 100)


def measure(work):
    """Return ``(seconds, queries)`` of ``work`` with nothing in the cache."""
    env.flush_all()
    env.invalidate_all()
    before, started = env.cr.sql_log_count, time.perf_counter()
    work()
    return time.perf_counter() - started, env.cr.sql_log_count - before


def plain(lot):
    env.cr.execute(RECURSIVE, [lot.id])
    return {row[0] for row in env.cr.fetchall()}


products = env["product.product"].create(
    [
        {"name": f"Tingkat {n}", "is_storable": True, "tracking": "lot"}
        for n in range(DEPTH + 1)
    ]
)
root = env["stock.lot"].create({"name": "AKAR", "product_id": products[0].id})
lots = root
for level in range(1, DEPTH + 1):
    lots = make_level(products, level, lots)
lines_of(products[DEPTH], lots, stock, customers, len(lots))
make_others(products[0])
env.cr.execute("ANALYZE stock_move, stock_move_line, stock_lot, mrp_production")
env.cr.execute("ANALYZE stock_move_line_consume_rel")
env.invalidate_all()

ways = {
    "recursive query": lambda: plain(root),
    "walk": lambda: LotWalk(env, root.ids, "down"),
    "page": lambda: root.get_trace("down"),
}
assert plain(root) == set(LotWalk(env, root.ids, "down").levels)
turns = {name: [] for name in ways}
for _round in range(ROUNDS):
    for name, work in ways.items():
        turns[name].append(measure(work))
base = statistics.median(seconds for seconds, _queries in turns["recursive query"])
print(f"{len(plain(root))} lots, depth {DEPTH}, {OTHERS} other lines")
for name, figures in turns.items():
    seconds = statistics.median(seconds for seconds, _queries in figures)
    print(
        f"{name}: {seconds * 1000:.0f} ms, ratio {seconds / base:.2f},"
        f" {figures[-1][1]} queries"
    )
