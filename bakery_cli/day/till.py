"""A till: the calls of the point of sale's web app, from opening to counted cash."""

import json
import math
import uuid

from ..i18n import _
from . import faults, platforms
from .taxes import Tax, line_amounts, order_amounts, rupiah

CONFIG = [
    "name",
    "company_id",
    "warehouse_id",
    "picking_type_id",
    "current_session_id",
    "current_session_state",
    "payment_method_ids",
    "pricelist_id",
    "module_pos_restaurant",
    "default_fiscal_position_id",
    "iface_tipproduct",
    "tip_product_id",
    "cash_rounding",
    "rounding_method",
    "limit_categories",
    "iface_available_categ_ids",
    "use_presets",
    "available_preset_ids",
    "kitchen_tickets",
]
# What has expired is there, but not free.
PRODUCT = ["display_name", "lst_price", "taxes_id", "tracking", "free_qty"]
OPENING_CASH = 500000.0
# Notes a customer hands over.
NOTES = (10000, 20000, 50000, 100000)
# How the outlet's customers pay, cards and wallets together; a split bill takes two.
WEIGHTS = {"cash": 5, "bank": 9}
# What guests leave for the staff is a whole number of these.
TIP = 1000


class Till:
    """One point of sale with its session.

    :param browser: web session of the cashier.
    :param config: id of the ``pos.config``; :param dice: of the day.
    """

    def __init__(self, browser, config, dice):
        self.browser = browser
        self.dice = dice
        self.config = browser.call("pos.config", "read", [config], CONFIG)[0]
        self.session = None
        self.orders = []
        # What the lines of orders come to, by the line's uuid.
        self._amounts_of = {}

    # The session ---------------------------------------------------------------

    def open(self):
        """Open the register, or go on with the session that is open."""
        self.browser.call("pos.config", "open_ui", [self.config["id"]])
        row = self.browser.call(
            "pos.session",
            "search_read",
            [
                ["config_id", "=", self.config["id"]],
                ["state", "!=", "closed"],
                ["rescue", "=", False],
            ],
            ["name", "state", "cash_register_balance_start"],
        )[0]
        self.session = row["id"]
        if row["state"] == "opening_control":
            cash = row["cash_register_balance_start"] or OPENING_CASH
            self.browser.call(
                "pos.session", "set_opening_control", [self.session], cash, ""
            )
        self._drop_unpaid()
        self._load()

    def _drop_unpaid(self):
        """Take back what an interrupted day left unpaid on the tables."""
        domain = [["session_id", "=", self.session], ["state", "=", "draft"]]
        drafts = self.browser.call("pos.order", "search", domain)
        if drafts:
            # Whoever took the orders has gone, and says no reason.
            claims = {"void_claims": {"*": "offline"}}
            self.browser.call("pos.order", "remove_from_ui", drafts, context=claims)

    def _load(self):
        methods = self.browser.call(
            "pos.payment.method",
            "read",
            self.config["payment_method_ids"],
            ["name", "type", "platform_preset_id"],
        )
        # Guests at the outlet do not pay through a delivery platform.
        self.payment_methods = [row for row in methods if not row["platform_preset_id"]]
        company = self.config["company_id"][0]
        rows = self.browser.call(
            "account.tax",
            "search_read",
            [["type_tax_use", "=", "sale"], ["company_id", "=", company]],
            [
                "amount",
                "amount_type",
                "price_include",
                "include_base_amount",
                "sequence",
            ],
        )
        self.taxes = {row["id"]: Tax.from_row(row) for row in rows}
        self.position = self._position()
        self.coin = self._coin()
        rounding = self.browser.call(
            "res.company", "read", [company], ["tax_calculation_rounding_method"]
        )[0]["tax_calculation_rounding_method"]
        self.globally = rounding == "round_globally"
        self.asks_lots = self._asks_lots()
        self.goods = self._goods()
        self.tips = self._tips()
        self.platforms = platforms.of_till(self, methods)
        self._lots = {}

    def _asks_lots(self):
        """Return whether the till asks which lot of a tracked product is sold."""
        rows = self.browser.call(
            "stock.picking.type",
            "read",
            self.config["picking_type_id"][:1],
            ["use_create_lots", "use_existing_lots"],
        )
        return rows[0]["use_create_lots"] or rows[0]["use_existing_lots"]

    def _position(self):
        """Return the row of the till's fiscal position, if it has one."""
        position = self.config["default_fiscal_position_id"]
        if not position:
            return None
        fields = ["tax_ids", "tax_map"]
        model = "account.fiscal.position"
        return self.browser.call(model, "read", position[:1], fields)[0]

    def _mapped(self, taxes):
        """Return the taxes that this till charges on goods that carry ``taxes``."""
        if not self.position:
            return taxes
        if not self.position["tax_ids"]:
            return []
        # JSON has texts for keys.
        known = {int(key): to for key, to in (self.position["tax_map"] or {}).items()}
        return list(dict.fromkeys(t for tax in taxes for t in known.get(tax, [tax])))

    def _coin(self):
        """Return what cash is rounded to, 0 if it is not."""
        if not self.config["cash_rounding"] or not self.config["rounding_method"]:
            return 0
        method = self.config["rounding_method"][:1]
        rows = self.browser.call("account.cash.rounding", "read", method, ["rounding"])
        return rows[0]["rounding"]

    def _goods(self):
        """Return what can be sold now: on sale here, and in stock where it counts."""
        domain = [
            ["available_in_pos", "=", True],
            ["sale_ok", "=", True],
            ["type", "=", "consu"],
            ["list_price", ">", 0],
        ]
        if self.config["limit_categories"]:
            categories = self.config["iface_available_categ_ids"]
            domain.append(["pos_categ_ids", "in", categories])
        rows = self.browser.call(
            "product.product",
            "search_read",
            domain,
            [*PRODUCT, "is_storable"],
            context={"warehouse_id": self.config["warehouse_id"][0], "lang": "id_ID"},
        )
        for row in rows:
            row["taxes_id"] = self._mapped(row["taxes_id"])
            row["left"] = row["free_qty"] if row["is_storable"] else math.inf
            if not self.asks_lots:
                row["tracking"] = "none"
        return {row["id"]: row for row in rows if self._sellable(row)}

    def _tips(self):
        """Return the row of what tips are booked as, None where nobody takes any."""
        product = self.config["tip_product_id"]
        if not self.config["iface_tipproduct"] or not product:
            return None
        row = self.browser.call("product.product", "read", product[:1], PRODUCT)[0]
        row.update(taxes_id=self._mapped(row["taxes_id"]), tracking="none")
        return row

    def _sellable(self, row):
        return row["left"] >= 1 and all(self.taxes.get(tax) for tax in row["taxes_id"])

    def close(self):
        """Count the cash and close the register; return the session's row."""
        session = [self.session]
        control = self.browser.call("pos.session", "get_closing_control_data", session)
        counted = control["default_cash_details"]["amount"]
        self._checked("post_closing_cash_details", session, counted)
        self.browser.call(
            "pos.session", "update_closing_control_state_session", session, ""
        )
        differences = [[m["id"], 0] for m in control["non_cash_payment_methods"]]
        self._checked("close_session_from_ui", session, differences)
        return self.browser.call(
            "pos.session", "read", session, ["name", "state", "move_id"]
        )[0]

    def _checked(self, method, *args):
        answer = self.browser.call("pos.session", method, *args)
        if not answer.get("successful"):
            what = f"pos.session.{method}"
            reason = answer.get("message")
            raise faults.error(faults.REFUSED, self.browser.who, what, reason)

    # Orders --------------------------------------------------------------------

    def basket(self, lines):
        """Return up to ``lines`` pairs of product row and quantity from the shelf."""
        ready = [row for row in self.goods.values() if row["left"] >= 1]
        chosen = self.dice.sample(ready, min(lines, len(ready)))
        basket = []
        for row in chosen:
            quantity = min(self.dice.choice((1, 1, 1, 2, 2, 3)), int(self._most(row)))
            if quantity > 0:
                row["left"] -= quantity
                basket.append((row, quantity))
        return basket

    def _most(self, row):
        """Return the most pieces of one lot that can go on one line."""
        if row["tracking"] != "lot":
            return min(row["left"], 99)
        lots = self._lots_of(row)
        return lots[0]["product_qty"] if lots else 0

    def _lots_of(self, row):
        """Return the lots of a product that this outlet holds, oldest first."""
        if row["id"] not in self._lots:
            company = self.config["company_id"][0]
            lots = self.browser.call(
                "pos.order.line",
                "get_existing_lots",
                company,
                self.config["id"],
                row["id"],
            )
            self._lots[row["id"]] = sorted(lots, key=lambda lot: lot["name"])
        lots = self._lots[row["id"]]
        while lots and lots[0]["product_qty"] < 1:
            lots.pop(0)
        return lots

    def order(self, basket, seats=1, **values):
        """Return an order as the web app writes it, without payment.

        :param seats: guests among whom the goods are shared out in turn.
        """
        lines = []
        for number, (row, quantity) in enumerate(basket):
            line = self._line(row, quantity)
            if seats > 1:
                line["seat"] = number % seats + 1
            lines.append((0, 0, line))
        order = {
            "uuid": str(uuid.uuid4()),
            "access_token": str(uuid.uuid4()),
            "session_id": self.session,
            "company_id": self.config["company_id"][0],
            "pricelist_id": (self.config["pricelist_id"] or [False])[0],
            "fiscal_position_id": (self.position or {}).get("id", False),
            "lines": lines,
            "payment_ids": [],
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "last_order_preparation_change": "{}",
            "to_invoice": False,
            "state": "draft",
            **values,
        }
        self._add_up(order, [line["uuid"] for _command, _id, line in lines])
        return order

    def _add_up(self, order, lines):
        """Write what ``lines``, by uuid, come to into ``order``."""
        amounts = [self._amounts_of[line] for line in lines]
        tax, total = order_amounts(amounts, self.globally)
        order.update(amount_tax=tax, amount_total=total)

    def tip(self, order, lines, percent):
        """Add a tip to ``order``, which has ``lines``, by uuid; return its amount."""
        if not self.tips:
            return 0
        amount = TIP * max(1, round(order["amount_total"] * percent / 100 / TIP))
        line = self._line({**self.tips, "lst_price": float(amount)}, 1)
        order["lines"] = [*order["lines"], (0, 0, line)]
        order.update(is_tipped=True, tip_amount=amount)
        self._add_up(order, [*lines, line["uuid"]])
        return amount

    def guests_apart(self, order, ids):
        """Return an order for each guest of one that the server has; nobody has paid.

        The first keeps the order and gives up what is the others'.

        :param dict ids: what the server calls the lines, by uuid.
        """
        by_seat = {}
        for _command, _id, line in order["lines"]:
            by_seat.setdefault(line["seat"], []).append(line)
        first, *others = (by_seat[seat] for seat in sorted(by_seat))
        gone = [(2, ids[line["uuid"]]) for lines in others for line in lines]
        moved = {line["uuid"]: "moved" for lines in others for line in lines}
        kept = {
            **order,
            "lines": gone,
            "payment_ids": [],
            "void_reasons": json.dumps(moved),
        }
        self._add_up(kept, [line["uuid"] for line in first])
        parts = [kept]
        for number, lines in enumerate(others):
            parts.append(self._part(order, lines, number))
        return parts

    def _part(self, order, lines, number):
        """Return the order of one more guest, who takes over ``lines``."""
        own = []
        for line in lines:
            # What moves to another bill is not taken off the first one.
            origin = json.dumps({line["uuid"]: line["qty"]})
            copied = {**line, "uuid": str(uuid.uuid4()), "came_from": origin}
            self._amounts_of[copied["uuid"]] = self._amounts_of[line["uuid"]]
            own.append((0, 0, copied))
        part = {
            **order,
            "uuid": str(uuid.uuid4()),
            "access_token": str(uuid.uuid4()),
            "void_reasons": False,
            "table_id": False,
            "customer_count": 1,
            "floating_order_name": f"Tamu {number + 2}",
            "lines": own,
            "payment_ids": [],
        }
        self._add_up(part, [line["uuid"] for _command, _id, line in own])
        return part

    def _amounts(self, row, quantity):
        taxes = [self.taxes[tax] for tax in row["taxes_id"]]
        return line_amounts(row["lst_price"], quantity, taxes)

    def _line(self, row, quantity):
        amount = self._amounts(row, quantity)
        lots = []
        if row["tracking"] == "lot":
            lot = self._lots_of(row)[0]
            lot["product_qty"] -= quantity
            lots.append((0, 0, {"lot_name": lot["name"]}))
        line = str(uuid.uuid4())
        self._amounts_of[line] = amount
        return {
            "uuid": line,
            "product_id": row["id"],
            "full_product_name": row["display_name"],
            "qty": quantity,
            "price_unit": row["lst_price"],
            "price_type": "original",
            "discount": 0,
            "price_subtotal": rupiah(amount.untaxed),
            "price_subtotal_incl": rupiah(amount.total),
            "tax_ids": [(6, 0, row["taxes_id"])],
            "pack_lot_ids": lots,
        }

    def pay(self, order, parts=1):
        """Add the payments: ``parts`` equal ones, each by another way if it can be.

        Together they are the order to the rupiah.
        """
        methods = self._methods(parts)
        # Odoo takes cash once for an order.
        spare = [method for method in methods if method["type"] != "cash"]
        while spare and len(methods) < parts:
            methods.append(spare[0])
        parts = len(methods)
        cash = any(method["type"] == "cash" for method in methods)
        # Where cash is among them, all that is paid is whole coins.
        coin = self.coin if cash and self.coin else 1
        left = rupiah(order["amount_total"] / coin) * coin
        for number, method in enumerate(methods):
            share = rupiah(left / (parts - number) / coin) * coin
            left -= share
            self._add_payment(order, method, share)
        order["state"] = "paid"
        return order

    def pay_by(self, order, method):
        """Let ``method`` alone pay for the order, to the rupiah."""
        self._add_payment(order, method, rupiah(order["amount_total"]))
        order["state"] = "paid"
        return order

    def _methods(self, number):
        pool = [row for row in self.payment_methods if row["type"] in WEIGHTS]
        kinds = [row["type"] for row in pool]
        weights = [WEIGHTS[kind] / kinds.count(kind) for kind in kinds]
        chosen = []
        while len(chosen) < min(number, len(pool)):
            method = self.dice.choices(pool, weights)[0]
            if method not in chosen:
                chosen.append(method)
        return chosen

    def _add_payment(self, order, method, amount):
        given = amount
        if method["type"] == "cash":
            note = self.dice.choice(NOTES)
            given = float(math.ceil(amount / note) * note)
        payment = {
            "uuid": str(uuid.uuid4()),
            "payment_method_id": method["id"],
            "amount": given,
        }
        order["payment_ids"].append((0, 0, payment))
        order["amount_paid"] += given
        order["amount_return"] -= given - amount

    def send(self, order, browser=None):
        """Send the order; return the server's row of it."""
        return self._sync(order, browser)["pos.order"][0]

    def send_draft(self, order, browser):
        """Send what a waiter took; return the row of it and the ids of its lines.

        Where the kitchen works by tickets, it is asked in the same breath.
        """
        if self.config["kitchen_tickets"]:
            ask = {"uuid": str(uuid.uuid4()), "kind": "send"}
            order = {**order, "kitchen_sends": [ask]}
        answer = self._sync(order, browser)
        ids = {line["uuid"]: line["id"] for line in answer["pos.order.line"]}
        return answer["pos.order"][0], ids

    def _sync(self, order, browser=None):
        answer = (browser or self.browser).call("pos.order", "sync_from_ui", [order])
        if not answer["pos.order"]:
            message = _("the server kept no order")
            who = self.browser.who
            raise faults.error(faults.CRASH, who, "pos.order.sync_from_ui", message)
        return answer
