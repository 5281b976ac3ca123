from itertools import count
from uuid import uuid4

from odoo.fields import Command

from odoo.addons.bakery_pos_restaurant.tests.common_floor import FloorCommon


class TabletOrder:
    """An order as a tablet holds it, and saves it."""

    numbers = count(1)

    def __init__(self, test, table=None, **values):
        self.test = test
        self.uuid = str(uuid4())
        self.table = table
        self.number = next(self.numbers)
        self.lines = {}  # uuid: values
        self.known = {}  # uuid: id on the server
        self.deleted = []
        self.sends = []
        self.id = None
        self.values = values
        self.courses = {}  # uuid: [index, fired, id]

    def add(self, product, quantity=1, **values):
        line = {**self.test.line(product, quantity), **values}
        self.lines[line["uuid"]] = line
        return line["uuid"]

    def set(self, uuid, **values):
        self.lines[uuid].update(values)

    def remove(self, uuid):
        del self.lines[uuid]
        self.deleted.append(uuid)

    def ask(self, kind="send", **values):
        """Ask the kitchen with the next save; it is kept until acknowledged."""
        self.sends.append({"uuid": str(uuid4()), "kind": kind, **values})
        return self.sends[-1]["uuid"]

    def payload(self, paid=False):
        test = self.test
        commands = [
            Command.update(self.known[uuid], dict(values))
            if uuid in self.known
            else Command.create(dict(values))
            for uuid, values in self.lines.items()
        ]
        commands += [
            Command.delete(self.known[uuid])
            for uuid in self.deleted
            if uuid in self.known
        ]
        total = sum(line["qty"] * line["price_unit"] for line in self.lines.values())
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": test.cash.id,
            "amount": total,
        }
        return {
            "uuid": self.uuid,
            "access_token": self.uuid,
            "pos_reference": f"DPR-{self.number:05}",
            "tracking_number": f"{self.number:03}",
            "session_id": test.session.id,
            "company_id": test.company.id,
            "table_id": self.table.id if self.table else False,
            "lines": commands,
            "payment_ids": [Command.create(payment)] if paid else [],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total if paid else 0,
            "amount_return": 0,
            "state": "paid" if paid else "draft",
            "to_invoice": False,
            "employee_id": test.sari.id,
            "kitchen_sends": [dict(send) for send in self.sends],
            **self.values,
        }

    def save(self, paid=False, lost=False):
        """Save the order; ``lost``: the answer does not arrive."""
        orders = self.test.env["pos.order"].with_user(self.test.seller)
        result = orders.sync_from_ui([self.payload(paid)])
        acks = result.get("kitchen_acks", {})
        if not lost:
            self.id = result["pos.order"][-1]["id"]
            self.known = {row["uuid"]: row["id"] for row in result["pos.order.line"]}
            self.deleted = []
            self.sends = [s for s in self.sends if s["uuid"] not in acks]
            for line in self.lines.values():
                line.pop("came_from", None)
        return acks

    def cancel(self):
        self.record().action_pos_order_cancel()

    def record(self):
        orders = self.test.env["pos.order"].with_user(self.test.seller)
        return orders.search([("uuid", "=", self.uuid)])


class KitchenCommon(FloorCommon):
    """A café with a kitchen, a bar, and bread that nobody makes to order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Category = cls.env["pos.category"]
        cls.food, cls.drinks = Category.create(
            [{"name": "Makanan Uji"}, {"name": "Minuman Uji"}]
        )
        cls.coffees = Category.create({"name": "Kopi Uji", "parent_id": cls.drinks.id})
        cls.rice, cls.latte, cls.cake_slice = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "list_price": price,
                    "available_in_pos": True,
                    "taxes_id": [Command.clear()],
                    "pos_categ_ids": [Command.set(category.ids)],
                }
                for name, price, category in (
                    ("Nasi Goreng Uji", 30000, cls.food),
                    ("Latte Uji", 25000, cls.coffees),
                    ("Kue Potong Uji", 20000, cls.food),
                )
            ]
        )
        Station = cls.env["bakery.kitchen.station"]
        cls.kitchen, cls.bar, cls.expo = Station.create(
            [
                {
                    "name": "Dapur Uji",
                    "company_id": cls.company.id,
                    "category_ids": [Command.set(cls.food.ids)],
                },
                {
                    "name": "Bar Uji",
                    "company_id": cls.company.id,
                    "category_ids": [Command.set(cls.drinks.ids)],
                },
                {"name": "Expo Uji", "company_id": cls.company.id, "is_expo": True},
            ]
        )
        cls.till.kitchen_tickets = True

    @classmethod
    def till_values(cls):
        return {**super().till_values(), "module_pos_restaurant": True}

    def order(self, table=None, **values):
        return TabletOrder(self, table, **values)

    def tickets(self, order):
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [("order_uuid", "=", order.uuid)]
        )
        return lines.ticket_id.sorted("id")

    def told(self, *orders):
        """Return ``{product: quantity the kitchen is told to make}``."""
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [("order_uuid", "in", [order.uuid for order in orders])]
        )
        made = {}
        for line in lines:
            product = line.product_id
            made[product] = made.get(product, 0) + line.qty - line.qty_void
        return {product: quantity for product, quantity in made.items() if quantity}

    def check_ledger(self):
        """I1: what tickets say of a line is what the ledger says, at each station."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT line_uuid, station_id, sum(qty - qty_void)
              FROM bakery_kitchen_ticket_line
             WHERE company_id = %s
          GROUP BY line_uuid, station_id""",
            [self.company.id],
        )
        rows = self.env.cr.fetchall()
        ledger = {
            row.line_uuid: row.qty_sent
            for row in self.env["bakery.kitchen.ledger"].search(
                [("company_id", "=", self.company.id)]
            )
        }
        for uuid, station, quantity in rows:
            self.assertAlmostEqual(
                ledger.get(uuid, 0), float(quantity), 4, (uuid, station)
            )
        seen = {uuid for uuid, _station, quantity in rows if quantity}
        self.assertEqual({u for u, q in ledger.items() if q}, seen)
