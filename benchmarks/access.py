"""Lists of stock for a user of 2 of 20 warehouses, against one whom nothing binds.

    python3 benchmarks/throwaway.py benchmarks/access.py

LINES movement lines (500,000) are spread over WAREHOUSES (20): receipts, shipments and
transfers inside each. Both users open the same pages as the web client does; ROUNDS (7)
turns, the best of each counts. Prints milliseconds, ratio and queries.

Where point of sale and web shop are installed, SALES (3) turns of a paid till order of
five lines (``pos.order.sync_from_ui``) and of a web cart of five lines from the first
article to its confirmation follow, with rights by role switched off and on.
"""

# ruff: noqa: F821, S608 - env comes from Odoo's shell, names from the database
import os
import time
from uuid import uuid4

LINES = int(os.environ.get("LINES", "500000"))
WAREHOUSES = int(os.environ.get("WAREHOUSES", "20"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SALES = int(os.environ.get("SALES", "3"))
PAGES = {
    "stock.picking": ("name", "location_id", "location_dest_id", "partner_id", "state"),
    "stock.move": ("product_id", "location_id", "location_dest_id", "quantity", "date"),
    "stock.move.line": ("product_id", "location_id", "lot_id", "quantity", "date"),
    "stock.quant": ("product_id", "location_id", "lot_id", "quantity"),
}


def make_warehouses():
    """Return warehouses beside those there are, each with goods and a shelf."""
    warehouses = env["stock.warehouse"].create(
        [{"name": f"Bench {n}", "code": f"B{n:02d}"} for n in range(WAREHOUSES)]
    )
    env["stock.location"].create(
        [
            {"name": "Shelf", "location_id": warehouse.lot_stock_id.id}
            for warehouse in warehouses
        ]
    )
    return warehouses


def make_documents(warehouses):
    """Return one finished receipt, shipment and transfer of each warehouse."""
    product = env["product.product"].create({"name": "Bench", "is_storable": True})
    supplier = env.ref("stock.stock_location_suppliers")
    customer = env.ref("stock.stock_location_customers")
    values = []
    for warehouse in warehouses:
        stock = warehouse.lot_stock_id
        env["stock.quant"]._update_available_quantity(product, stock, 1000)
        for kind, source, target in (
            (warehouse.in_type_id, supplier, stock),
            (warehouse.out_type_id, stock, customer),
            (warehouse.int_type_id, stock, stock.child_ids[:1]),
        ):
            places = {"location_id": source.id, "location_dest_id": target.id}
            move = {"product_id": product.id, "product_uom_qty": 1, **places}
            values.append(
                {"picking_type_id": kind.id, "move_ids": [(0, 0, move)], **places}
            )
    pickings = env["stock.picking"].create(values)
    pickings.action_confirm()
    pickings.action_assign()
    pickings.button_validate()
    return pickings


def run(query, *values):
    env.cr.execute(query, values or None)


def column_of(table, name, copies):
    """Return the SQL of a copied column; copies hang on copies of their parents.

    One document is one picking, one movement and one line, in the same order.
    """
    parents = {"picking_id": "stock_picking", "move_id": "stock_move"}
    if name in parents and table != "stock_picking":
        base = f"(SELECT max(id) FROM {parents[name]}_base)"
        number = f"{base} + (rank - 1) * {copies} + g"
        return f"CASE WHEN t.{name} IS NULL THEN NULL ELSE {number} END"
    if name == "name" and table == "stock_picking":
        return f"t.{name} || '/' || g"
    return f"t.{name}"


def multiply(pickings):
    """Copy the documents row by row until there are LINES of them."""
    env.flush_all()
    copies = LINES // len(pickings)
    maps = {"stock_picking": pickings, "stock_move": pickings.move_ids}
    maps["stock_move_line"] = pickings.move_line_ids
    for table, records in maps.items():
        env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name <> 'id' AND is_generated = 'NEVER'",
            [table],
        )
        columns = [name for (name,) in env.cr.fetchall()]
        values = [column_of(table, name, copies) for name in columns]
        # The names are the database's own, not a user's.
        run(f"CREATE TEMP TABLE {table}_base AS SELECT max(id) id FROM {table}")
        run(
            f"INSERT INTO {table} (id, {', '.join(columns)})"
            f" SELECT (SELECT id FROM {table}_base) + (rank - 1) * {copies} + g,"
            f" {', '.join(values)} FROM (SELECT *, row_number() OVER (ORDER BY id) rank"
            f" FROM {table} WHERE id = ANY(%s)) t, generate_series(1, {copies}) g",
            records.ids,
        )
        run(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
    env.cr.execute("ANALYZE")
    env.invalidate_all()


def make_users(warehouses):
    """Return a user without a role and a clerk of two warehouses, alike in groups."""
    role = env.ref("bakery_stock_access.role_warehouse_clerk")
    groups = (role.group_id.all_implied_ids - role.group_id).ids
    free, bound = env["res.users"].create(
        [
            {"name": name, "login": name, "group_ids": [(6, 0, groups)]}
            for name in ("bench-free", "bench-bound")
        ]
    )
    bound.write(
        {
            "warehouse_scope": "selected",
            "allowed_warehouse_ids": [(6, 0, warehouses[:2].ids)],
        }
    )
    env["bakery.access.assignment"].create({"user_id": bound.id, "role_id": role.id})
    env.company.access_control = False
    return free, bound


def open_page(model, user):
    """Open a list as the web client does; return seconds and queries."""
    env.invalidate_all()
    before, started = env.cr.sql_log_count, time.perf_counter()
    env[model].with_user(user).with_context(
        allowed_company_ids=env.company.ids
    ).web_search_read([], {name: {} for name in PAGES[model]}, limit=80)
    return time.perf_counter() - started, env.cr.sql_log_count - before


warehouses = make_warehouses()
multiply(make_documents(warehouses))
users = make_users(warehouses)
for model in PAGES:
    for user in users:
        open_page(model, user)  # fills the caches that live longer than a request
    rounds = [[open_page(model, user) for user in users] for _ in range(ROUNDS)]
    free, bound = (min(turn[n][0] for turn in rounds) for n in (0, 1))
    queries = [rounds[-1][n][1] for n in (0, 1)]
    print(
        f"{model:16} free {free * 1000:8.1f} ms  bound {bound * 1000:8.1f} ms"
        f"  ratio {bound / free:5.2f}  queries {queries[0]} {queries[1]}"
    )


def make_articles():
    """Return five storable articles in the first warehouse, for till and shop."""
    articles = env["product.product"].create(
        [
            {
                "name": f"Sold {n}",
                "is_storable": True,
                "list_price": 10000,
                "available_in_pos": True,
                "website_published": True,
                "taxes_id": False,
            }
            for n in range(5)
        ]
    )
    for article in articles:
        env["stock.quant"]._update_available_quantity(article, home.lot_stock_id, 10000)
    return articles


def make_till(user):
    """Return an open session of a till of the first warehouse."""
    journal = env["account.journal"].create(
        {"name": "Bench", "type": "cash", "code": "BENCH"}
    )
    method = env["pos.payment.method"].create(
        {"name": "Bench", "journal_id": journal.id}
    )
    till = env["pos.config"].create(
        {
            "name": "Bench",
            "picking_type_id": home.pos_type_id.id,
            "payment_method_ids": [(6, 0, method.ids)],
        }
    )
    session = env["pos.session"].create({"config_id": till.id, "user_id": user.id})
    session.set_opening_control(0, "")
    return session, method


def sell_at_till(user):
    """Send a paid order as the tablet of ``user`` does."""
    lines = [
        {
            "uuid": str(uuid4()),
            "product_id": article.id,
            "qty": 1,
            "price_unit": 10000,
            "price_subtotal": 10000,
            "price_subtotal_incl": 10000,
            "tax_ids": [],
        }
        for article in articles
    ]
    payment = {"payment_method_id": method.id, "amount": 50000, "uuid": str(uuid4())}
    order = {
        "uuid": str(uuid4()),
        "session_id": session.id,
        "company_id": env.company.id,
        "lines": [(0, 0, line) for line in lines],
        "payment_ids": [(0, 0, payment)],
        "amount_tax": 0,
        "amount_total": 50000,
        "amount_paid": 50000,
        "amount_return": 0,
        "state": "paid",
        "to_invoice": False,
    }
    env["pos.order"].with_user(user).sync_from_ui([order])


def sell_on_the_web(_user):
    """Fill a visitor's cart and confirm it, as the shop does: as superuser."""
    visitor = env.ref("base.public_user")
    website = env["website"].search([], limit=1)
    cart = (
        env["sale.order"]
        .with_user(visitor)
        .sudo()
        .create(
            {
                "partner_id": customer.id,
                "website_id": website.id,
                "warehouse_id": home.id,
            }
        )
    )
    for article in articles:
        cart._cart_add(article.id, 1)
    cart.action_confirm()


def timed(sell, user, on):
    """Sell with rights by role ``on`` or off; return seconds and queries.

    Switching over empties what the server remembers, so a sale before fills that anew:
    a bakery is switched over once.
    """
    env.company.access_control = on
    sell(user)
    env.flush_all()
    env.invalidate_all()
    before, started = env.cr.sql_log_count, time.perf_counter()
    sell(user)
    env.flush_all()
    return time.perf_counter() - started, env.cr.sql_log_count - before


if "pos.order" in env and "website" in env:
    home = warehouses[0]
    articles = make_articles()
    customer = env["res.partner"].create({"name": "Bench"})
    cashiers = users
    for user in cashiers:
        user.group_ids += env.ref("point_of_sale.group_pos_user")
    session, method = make_till(env.user)
    for name, sell in (
        ("pos.order.sync_from_ui", sell_at_till),
        ("web cart to order", sell_on_the_web),
    ):
        # Off: who has no role, in a company not switched over. On: the clerk of two.
        turns = [(cashiers[0], False), (cashiers[1], True)]
        for user, on in turns:
            timed(sell, user, on)
        rounds = [[timed(sell, *turn) for turn in turns] for _ in range(SALES)]
        off, on = (min(turn[n][0] for turn in rounds) for n in (0, 1))
        queries = [min(turn[n][1] for turn in rounds) for n in (0, 1)]
        print(
            f"{name:24} off {off * 1000:8.1f} ms  on {on * 1000:8.1f} ms"
            f"  ratio {on / off:5.2f}  queries {queries[0]} {queries[1]}"
        )
env.cr.rollback()
