"""What a sale costs at the till, against stock Odoo in a database of its own.

Two databases, and turns taken between them in one process::

    python3 benchmarks/throwaway.py benchmarks/selling.py --beside-stock

A till in each sells the same orders of LINES lines: to a table, paid for goods, paid
for kits of PARTS ingredients. Every order is a transaction of its own, as a request is.
Stock Odoo moves the goods before it answers; ours posts them afterwards, and what that
takes until nothing waits is counted apart. Then a session of KITS orders of kits is
closed, and a till with PRODUCTS products is loaded. The environment's LINES, PARTS,
ORDERS, KITS and PRODUCTS change the size. Medians.
"""

import json
import os
import statistics
import time
from uuid import uuid4

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

LINES = int(os.environ.get("LINES", "5"))
PARTS = int(os.environ.get("PARTS", "6"))
ORDERS = int(os.environ.get("ORDERS", "20"))
KITS = int(os.environ.get("KITS", "50"))
PRODUCTS = int(os.environ.get("PRODUCTS", "2000"))
LOADS = 5
KINDS = ("draft", "goods", "kits")


class Till:
    """A till with an open session in one of the databases."""

    def __init__(self, database, outbox):
        self.registry = Registry(database)
        self.outbox = outbox
        self.seconds = {kind: [] for kind in KINDS}
        self.queries = {kind: 0 for kind in KINDS}
        self.posting = {kind: [] for kind in KINDS}
        self.number = 0
        with self.registry.cursor() as cr:
            self._make(api.Environment(cr, SUPERUSER_ID, {}))

    def _make(self, env):
        company = env["res.company"].create(
            {"name": "Kafe Ukur", "currency_id": env.ref("base.IDR").id}
        )
        env.user.company_ids += company
        self.context = {"allowed_company_ids": company.ids, "tracking_disable": True}
        env = env(context=self.context)
        company = company.with_env(env)
        env["account.chart.template"].try_loading("id", company, install_demo=False)
        company.inventory_valuation = "real_time"
        tax = env["account.tax"].search(
            [("company_id", "=", company.id), ("type_tax_use", "=", "sale")], limit=1
        )
        category = env["product.category"].create(
            {
                "name": "Ukur",
                "property_cost_method": "average",
                "property_valuation": "real_time",
            }
        )
        journal = env["account.journal"].create(
            {"name": "Kas Ukur", "type": "cash", "code": "KUKR"}
        )
        method = env["pos.payment.method"].create(
            {"name": "Tunai Ukur", "journal_id": journal.id}
        )
        till = env["pos.config"].create(
            {
                "name": "Kasir Ukur",
                "module_pos_restaurant": True,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        if self.outbox:
            till.stock_outbox = True
        place = till.picking_type_id.default_location_src_id
        self.goods = self._goods(env, "Roti", LINES, category, tax, place).ids
        parts = self._goods(env, "Bahan", PARTS, category, tax, place)
        self.kits = self._kits(env, parts, category, tax).ids
        self.company, self.till, self.tax = company.id, till.id, tax.id
        self.method = method.id
        self._open(env)

    def _goods(self, env, name, number, category, tax, place):
        goods = env["product.product"].create(
            [
                {
                    "name": f"{name} {n}",
                    "is_storable": True,
                    "standard_price": 5000 + n,
                    "list_price": 15000,
                    "available_in_pos": True,
                    "categ_id": category.id,
                    "taxes_id": [Command.set(tax.ids)],
                }
                for n in range(number)
            ]
        )
        for product in goods:
            env["stock.quant"]._update_available_quantity(product, place, 1_000_000)
        return goods

    def _kits(self, env, parts, category, tax):
        kits = env["product.product"].create(
            [
                {
                    "name": f"Menu {n}",
                    "list_price": 25000,
                    "available_in_pos": True,
                    "categ_id": category.id,
                    "taxes_id": [Command.set(tax.ids)],
                }
                for n in range(LINES)
            ]
        )
        env["mrp.bom"].create(
            [
                {
                    "product_tmpl_id": kit.product_tmpl_id.id,
                    "type": "phantom",
                    "bom_line_ids": [
                        Command.create({"product_id": part.id, "product_qty": 0.25})
                        for part in parts
                    ],
                }
                for kit in kits
            ]
        )
        return kits

    def _open(self, env):
        session = env["pos.session"].create({"config_id": self.till})
        session.set_opening_control(0, "")
        self.session = session.id

    def _order(self, kind):
        self.number += 1
        products = self.kits if kind == "kits" else self.goods
        price = 25000.0 if kind == "kits" else 15000.0
        total = price * len(products)
        lines = [
            Command.create(
                {
                    "uuid": str(uuid4()),
                    "product_id": product,
                    "qty": 1,
                    "price_unit": price,
                    "price_subtotal": price,
                    "price_subtotal_incl": price,
                    "tax_ids": [Command.set([])],
                }
            )
            for product in products
        ]
        paid = kind != "draft"
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.method,
            "amount": total,
        }
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "pos_reference": f"UKUR-{self.number:05}",
            "tracking_number": str(self.number),
            "session_id": self.session,
            "company_id": self.company,
            "lines": lines,
            "payment_ids": [Command.create(payment)] if paid else [],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total if paid else 0,
            "amount_return": 0,
            "state": "paid" if paid else "draft",
            "to_invoice": False,
        }

    def _timed(self, method):
        """Run ``method(env)`` as a request does; return seconds and queries."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, self.context)
            before, started = cr.sql_log_count, time.perf_counter()
            method(env)
            cr.commit()
            return time.perf_counter() - started, cr.sql_log_count - before

    def sell(self, kind, count=True):
        order = self._order(kind)
        seconds, queries = self._timed(
            lambda env: env["pos.order"].sync_from_ui([order])
        )
        if count:
            self.seconds[kind].append(seconds)
            self.queries[kind] = queries
        return seconds

    def post(self, kind):
        """Post all that waits, batch by batch; note the seconds it took."""

        def batch(env):
            rows = env["bakery.pos.stock"]._lock_due()
            rows._post()
            posted.append(len(rows))

        if not self.outbox:
            return
        seconds, posted = 0.0, [1]
        while posted[-1]:
            seconds += self._timed(batch)[0]
        self.posting[kind].append(seconds)

    def close(self):
        """Close the session; return seconds and queries."""

        def closing(env):
            session = env["pos.session"].browse(self.session)
            open_orders = session.order_ids.filtered(lambda o: o.state == "draft")
            open_orders.write({"state": "cancel"})
            paid = session.order_ids - open_orders
            session.post_closing_cash_details(sum(paid.mapped("amount_paid")))
            result = session.close_session_from_ui()
            assert session.state == "closed", result

        result = self._timed(closing)
        self._timed(self._open)
        return result

    def add_products(self, env):
        env["product.product"].create(
            [
                {
                    "name": f"Produk {n}",
                    "list_price": 10000 + n,
                    "available_in_pos": True,
                    "taxes_id": [Command.set([self.tax])],
                }
                for n in range(PRODUCTS)
            ]
        )

    def load(self):
        """Load the till's data; return seconds and bytes."""
        sizes = []

        def loading(env):
            session = env["pos.session"].browse(self.session)
            data = session.with_context(pos_limited_loading=False).load_data([])
            sizes.append(len(json.dumps(data, default=str)))

        return self._timed(loading)[0], sizes[0]


def median(values):
    return statistics.median(values) * 1000


def main(stock, ours):
    for kind in KINDS:
        for till in (stock, ours):
            till.sell(kind, count=False)
            till.post(kind)
            till.posting[kind].clear()
        for _turn in range(ORDERS):
            for till in (stock, ours):
                till.sell(kind)
        ours.post(kind)
        show(kind, stock, ours)
    for till in (stock, ours):
        till.close()
        for _turn in range(KITS):
            till.sell("kits", count=False)
        till.post("kits")
    (before, asked), (after, asks) = stock.close(), ours.close()
    print(
        f"closing {KITS} orders of kits: stock {before * 1000:.0f} ms, {asked} queries;"
        f" ours {after * 1000:.0f} ms, {asks} queries; ratio {after / before:.2f}"
    )
    for till in (stock, ours):
        till._timed(till.add_products)
        till.load()
    loads = [(stock.load(), ours.load()) for _turn in range(LOADS)]
    before, after = (median(load[side][0] for load in loads) for side in (0, 1))
    bytes_before, bytes_after = (loads[0][side][1] for side in (0, 1))
    print(
        f"loading {PRODUCTS} products: stock {before:.0f} ms, {bytes_before} bytes;"
        f" ours {after:.0f} ms, {bytes_after} bytes; ratios {after / before:.2f}"
        f" and {bytes_after / bytes_before:.2f}"
    )


def show(kind, stock, ours):
    before, after = median(stock.seconds[kind]), median(ours.seconds[kind])
    print(
        f"{kind}: stock {before:.0f} ms, {stock.queries[kind]} queries;"
        f" ours {after:.0f} ms, {ours.queries[kind]} queries;"
        f" ratio {after / before:.2f}"
    )
    if kind == "draft":
        return
    posting = sum(ours.posting[kind])
    whole = (sum(ours.seconds[kind]) + posting) / sum(stock.seconds[kind])
    print(
        f"  posting {ORDERS} orders {posting * 1000:.0f} ms;"
        f" until nothing waits {whole:.2f} times stock's"
    )


main(
    Till(os.environ["STOCK"], outbox=False),
    Till(env.cr.dbname, outbox=True),  # noqa: F821 - Odoo's shell
)
