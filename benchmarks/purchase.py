"""What buying under control costs, against stock Odoo in the same run.

Fills a company with past orders, so it gets a database of its own::

    python3 benchmarks/throwaway.py benchmarks/purchase.py

2,000 products, 200 vendors and 100,000 past lines by default; the environment's
PRODUCTS, VENDORS, PAST, LINES and ROUNDS change the size. Medians of turns taken in
one process.
"""

import os
import statistics
import time

from odoo.fields import Command

PRODUCTS = int(os.environ.get("PRODUCTS", "2000"))
VENDORS = int(os.environ.get("VENDORS", "200"))
PAST = int(os.environ.get("PAST", "100000"))
LINES = int(os.environ.get("LINES", "100"))
BILL_LINES = int(os.environ.get("BILL_LINES", "200"))
RECEIPT_LINES = int(os.environ.get("RECEIPT_LINES", "200"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
OURS = {
    "inspection_ids",
    "price_alert",
    "price_deviation",
    "qty_accepted",
    "last_price",
    "avg_price_90d",
    "min_price_12m",
    "lead_days_promised",
    "lead_days_actual",
}
OURS_OF_ORDER = {
    "purchase_control",
    "vendor_answer",
    "vendor_mail",
    "has_shortfall",
    "current_answer_id",
    "answer_number",
    "answer_line_ids",
    "payment_status",
    "amount_due",
    "next_due_date",
}

env = env(context={**env.context, "tracking_disable": True})  # noqa: F821 - Odoo's shell
company = env.company
company.purchase_control = True
company.purchase_send_order = False
env["tier.definition"].search([]).active = False


def make_goods():
    """Return the products, each with a price of five vendors, and the vendors."""
    vendors = env["res.partner"].create(
        [{"name": f"Pemasok {n}", "is_company": True} for n in range(VENDORS)]
    )
    gram = env.ref("uom.product_uom_gram")
    goods = env["product.product"].create(
        [
            {"name": f"Bahan {n}", "is_storable": True, "uom_id": gram.id}
            for n in range(PRODUCTS)
        ]
    )
    env["product.supplierinfo"].create(
        [
            {
                "partner_id": vendors[(n * 7 + k) % VENDORS].id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "price": 10 + k,
                "delay": 1 + k,
            }
            for n, product in enumerate(goods)
            for k in range(5)
        ]
    )
    return goods, vendors


def make_past(goods, vendors):
    """Copy one confirmed order until there are PAST lines, over two years."""
    order = order_of(goods[:100], vendors[0])
    order.button_confirm()
    env.flush_all()
    # Raw SQL: 100,000 lines by the ORM would take most of an hour.
    env.cr.execute(
        """
        INSERT INTO purchase_order (name, partner_id, company_id, currency_id, state,
               date_order, date_approve, picking_type_id, currency_rate, priority,
               user_id, create_date)
        SELECT 'PAST' || n, (%s)[1 + n %% %s], company_id, currency_id, 'purchase',
               now() - n * %s * interval '1 day', now() - n * %s * interval '1 day',
               picking_type_id, currency_rate, priority, user_id, now()
          FROM purchase_order, generate_series(1, %s) n
         WHERE id = %s
        """,
        [
            vendors.ids,
            VENDORS,
            730 / (PAST / 100),
            730 / (PAST / 100),
            PAST // 100,
            order.id,
        ],
    )
    env.cr.execute(
        """
        INSERT INTO purchase_order_line (order_id, product_id, name, product_qty,
               product_uom_qty, product_uom_id, price_unit, price_subtotal, price_total,
               qty_invoiced, company_id, partner_id, date_planned, sequence)
        SELECT porder.id, (%s)[1 + (porder.id * 37 + k) %% %s], 'Bahan', 100, 100, %s,
               10 + k %% 7, 1000 + 100 * (k %% 7), 1000 + 100 * (k %% 7), 0,
               porder.company_id, porder.partner_id, porder.date_order, 10
          FROM purchase_order porder, generate_series(1, 100) k
         WHERE porder.name LIKE 'PAST%%'
        """,
        [goods.ids, PRODUCTS, goods[0].uom_id.id],
    )
    env.cr.execute("ANALYZE purchase_order_line; ANALYZE purchase_order")
    env.invalidate_all()


def order_of(goods, vendor):
    return env["purchase.order"].create(
        {
            "partner_id": vendor.id,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "product_qty": 100, "price_unit": 12}
                )
                for product in goods
            ],
        }
    )


def measure(work):
    """Return ``(seconds, queries)`` of ``work`` with nothing in the cache."""
    env.flush_all()
    env.invalidate_all()
    before, started = env.cr.sql_log_count, time.perf_counter()
    work()
    env.flush_all()
    return time.perf_counter() - started, env.cr.sql_log_count - before


def form_of(order, without=frozenset()):
    """Return what the form asks for, less some of its fields."""
    views = env["purchase.order"].get_views([(False, "form")])
    fields = views["models"]["purchase.order"]["fields"]
    lines = views["models"]["purchase.order.line"]["fields"]
    names = {"fields": {"display_name": {}}}
    spec = {name: {} for name in fields if name not in without}
    spec["order_line"] = {
        "fields": {
            name: names if field["type"] == "many2one" else {}
            for name, field in lines.items()
            if name not in without
        }
    }
    return lambda: order.web_read(spec)


def compare(name, ours, stock, aim, how=measure):
    """Take turns, print medians, ratio and queries."""
    turns = {"stock": [], "ours": []}
    for _round in range(ROUNDS):
        turns["stock"].append(how(stock))
        turns["ours"].append(how(ours))
    seconds = {k: statistics.median(s for s, _q in v) for k, v in turns.items()}
    queries = {k: v[-1][1] for k, v in turns.items()}
    print(
        f"{name}: stock {seconds['stock']:.3f} s, ours {seconds['ours']:.3f} s, ratio"
        f" {seconds['ours'] / seconds['stock']:.2f} (aim {aim}), queries"
        f" {queries['stock']} and {queries['ours']}"
    )


def bill_of(goods, vendor):
    order = order_of(goods, vendor)
    order.button_confirm()
    picking = order.picking_ids
    picking.move_ids.picked = True
    picking.button_validate()
    order.action_create_invoice()
    bill = order.invoice_ids
    bill.invoice_date = bill.date
    return bill


def posting(bill, control):
    """Return work that posts a bill and takes it back."""

    def work():
        point = env.cr.savepoint()
        company.purchase_control = control
        bill.action_post()
        env.flush_all()
        point.rollback()
        point.close(rollback=False)

    return work


def make_plan(goods):
    """Ask two questions of everything that arrives."""
    questions = [
        {"name": "Suhu", "type": "quantitative", "max_value": 8},
        {
            "name": "Kemasan",
            "type": "qualitative",
            "ql_values": [Command.create({"name": "Utuh", "ok": True})],
        },
    ]
    test = env["qc.test"].create(
        {"name": "Uji", "test_lines": [Command.create(line) for line in questions]}
    )
    env["bakery.qc.plan"].create({"name": "Uji", "test_id": test.id})


def inspect(inspection):
    """Accept, or reject a little of every tenth."""
    first, second = inspection.inspection_lines
    inspection.answer(
        {
            first.id: {"readings": [4.0]},
            second.id: {"value": second.possible_ql_values.id},
        }
    )
    inspection.decide(5 if not inspection.id % 10 else 0, "Basah")


def arrival(control):
    """Return ``(seconds, queries)`` of confirming and validating a receipt.

    What the inspector does in between is not counted: stock Odoo has none of it.
    """
    company.purchase_control = control
    order = order_of(goods[:RECEIPT_LINES], vendors[5])
    order.button_confirm()
    picking = order.picking_ids.copy()
    env.flush_all()
    point = env.cr.savepoint()
    seconds, queries = measure(picking.action_confirm)
    for inspection in picking.inspection_ids:
        inspect(inspection)
    picking.move_ids.picked = True
    more_seconds, more_queries = measure(picking.button_validate)
    point.rollback()
    point.close(rollback=False)
    return seconds + more_seconds, queries + more_queries


goods, vendors = make_goods()
make_past(goods, vendors)
order = order_of(goods[:LINES], vendors[3])
compare(
    f"Opening an order of {LINES} lines, {PAST} past lines",
    form_of(order),
    form_of(order, OURS | OURS_OF_ORDER),
    "1.2, 6 queries more",
)
short = order_of(goods[:LINES], vendors[3])
for number in (1, LINES):
    part = short.order_line[:number]
    seconds, queries = measure(lambda part=part: part.read(sorted(OURS)))
    print(f"Prices of {number} lines: {seconds:.3f} s, {queries} queries")
page = order_of(goods[:10], vendors[3])


def open_comparison():
    action = page.action_compare_vendors()
    env[action["res_model"]].browse(action["res_id"]).read(["matrix"])


figures = [measure(open_comparison) for _round in range(ROUNDS)]
print(
    f"Comparison of 10 products: {statistics.median(s for s, _q in figures):.3f} s"
    f" (aim 0.4 s), {figures[-1][1]} queries"
)
bill = bill_of(goods[:BILL_LINES], vendors[4])
compare(
    f"Posting a bill of {BILL_LINES} lines",
    posting(bill, True),
    posting(bill, False),
    "1.3",
)
make_plan(goods)
compare(
    f"Receiving {RECEIPT_LINES} lines with inspections",
    True,
    False,
    "1.5",
    how=arrival,
)
