"""A till that sells in a database without a server, for the benchmarks of selling."""

import json
import logging
import os
import time
from uuid import uuid4

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying

LINES = int(os.environ.get("LINES", "5"))
PARTS = int(os.environ.get("PARTS", "6"))
PRODUCTS = int(os.environ.get("PRODUCTS", "2000"))
KINDS = ("draft", "goods", "kits")
# What the bakery's set-up switches on at tills and a sale comes along.
SETTINGS = (
    "stock_outbox",
    "auto_lots",
    "live_floor",
    "refund_reason_required",
    "track_performance",
)


class Retries(logging.Handler):
    """Counts how often Odoo began a request anew because of another one."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.count = 0
        logger = logging.getLogger("odoo.service.model")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.handlers = [self]

    def emit(self, record):
        self.count += "retr" in record.getMessage()


class Till:
    """A till with an open session in one of the databases.

    :param beside: another till, of whose company this one is, and whose goods it sells.
    """

    def __init__(self, database, outbox, beside=None):
        self.registry = Registry(database)
        self.outbox = outbox
        self.seconds = {kind: [] for kind in KINDS}
        self.queries = {kind: 0 for kind in KINDS}
        self.posting = {kind: [] for kind in KINDS}
        self.number = 0
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if beside:
                self._share(env, beside)
            else:
                self._make(env)

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
        till = self._till(env, "1")
        place = till.picking_type_id.default_location_src_id
        self.goods = self._goods(env, "Roti", LINES, category, tax, place).ids
        parts = self._goods(env, "Bahan", PARTS, category, tax, place)
        self.kits = self._kits(env, parts, category, tax).ids
        self.company, self.tax = company.id, tax.id
        self._open(env)

    def _share(self, env, beside):
        """Open one more till of the company of ``beside``."""
        self.context, self.company = beside.context, beside.company
        self.goods, self.kits, self.tax = beside.goods, beside.kits, beside.tax
        env = env(context=self.context)
        tills = env["pos.config"].search_count([("company_id", "=", self.company)])
        self._till(env, str(tills + 1))
        self._open(env)

    def _till(self, env, name):
        """Make a till with a drawer of its own; return it."""
        journal = env["account.journal"].create(
            {"name": f"Kas Ukur {name}", "type": "cash", "code": f"KUK{name}"}
        )
        method = env["pos.payment.method"].create(
            {"name": f"Tunai Ukur {name}", "journal_id": journal.id}
        )
        till = env["pos.config"].create(
            {
                "name": f"Kasir Ukur {name}",
                "module_pos_restaurant": True,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        if self.outbox:
            till.write(dict.fromkeys(SETTINGS, True))
        self.till, self.method = till.id, method.id
        return till

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
            "pos_reference": f"UKUR-{self.till}-{self.number:05}",
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
            retrying(lambda: method(env), env)
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
