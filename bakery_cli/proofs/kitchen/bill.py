"""An order as a tablet holds it: what guests asked for, whatever the server knows."""

import json
import uuid
from itertools import count

NUMBERS = count(1)
CREATE, UPDATE, DELETE = 0, 1, 2


class Bill:
    """One order; its payload always says all that the tablet knows of it.

    :param scene: what the café is, see ``scene.py``.
    :param dice: random numbers of the tablet.
    """

    def __init__(self, scene, dice, table=None):
        self.scene, self.dice, self.table = scene, dice, table
        self.uuid = self.new_uuid()
        self.number = next(NUMBERS)
        self.id = None
        self.lines = {}  # uuid: values
        self.known = {}  # uuid: id on the server, of lines and courses
        self.deleted = []
        self.courses = {}  # uuid: index
        self.course_of = {}  # uuid of a line: uuid of its course
        self.sends = []
        self.state = "draft"
        self.history = []  # what was asked, and what went wrong on the way

    def new_uuid(self):
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    # What the waiter does -------------------------------------------------------------

    def add(self, product, quantity, course=None, **values):
        price = self.scene["goods"][product]["price"]
        key = self.new_uuid()
        self.lines[key] = {
            "uuid": key,
            "product_id": int(product),
            "price_unit": price,
            "discount": 0,
            "tax_ids": [[6, 0, []]],
            "qty": quantity,
            **values,
        }
        if course:
            self.course_of[key] = course
        return key

    def add_course(self):
        key = self.new_uuid()
        self.courses[key] = len(self.courses) + 1
        return key

    def remove(self, line):
        del self.lines[line]
        self.course_of.pop(line, None)
        self.deleted.append(line)

    def ask(self, kind="send", **values):
        """Ask the kitchen with the next save, and until that is acknowledged."""
        self.sends.append({"uuid": self.new_uuid(), "kind": kind, **values})

    # What is said ---------------------------------------------------------------------

    def payload(self, paid=False):
        total = sum(line["qty"] * line["price_unit"] for line in self.lines.values())
        lines = [self._command(key, line) for key, line in self.lines.items()]
        lines += [
            [DELETE, self.known[key], 0] for key in self.deleted if key in self.known
        ]
        courses = [
            [CREATE, 0, {"uuid": key, "index": index}]
            for key, index in self.courses.items()
            if key not in self.known
        ]
        payment = {
            # The payment of a bill is one, however often it is sent.
            "uuid": str(uuid.uuid5(uuid.UUID(self.uuid), "payment")),
            "payment_method_id": self.scene["cash"],
            "amount": total,
        }
        return {
            "uuid": self.uuid,
            "access_token": self.uuid,
            "pos_reference": f"BKT-{self.number:06}",
            "tracking_number": f"{self.number % 1000:03}",
            "session_id": self.scene["session"],
            "company_id": self.scene["company"],
            "table_id": self.table or False,
            "lines": lines,
            **({"course_ids": courses} if courses else {}),
            "relations_uuid_mapping": {
                "pos.order.line": {
                    key: {"course_id": course} for key, course in self.course_of.items()
                }
            }
            if self.course_of
            else {},
            "payment_ids": [[CREATE, 0, payment]] if paid else [],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total if paid else 0,
            "amount_return": 0,
            "state": "paid" if paid else "draft",
            "to_invoice": False,
            "kitchen_sends": [dict(send) for send in self.sends],
        }

    def _command(self, key, line):
        total = line["qty"] * line["price_unit"]
        values = {**line, "price_subtotal": total, "price_subtotal_incl": total}
        if key in self.known:
            return [UPDATE, self.known[key], values]
        return [CREATE, 0, values]

    def hear(self, result):
        """Take in what the server answered to a save."""
        order = next(row for row in result["pos.order"] if row["uuid"] == self.uuid)
        self.id, self.state = order["id"], order["state"]
        for model in ("pos.order.line", "restaurant.order.course"):
            for row in result.get(model, []):
                self.known[row["uuid"]] = row["id"]
        self.deleted = []
        acks = result.get("kitchen_acks", {})
        self.sends = [send for send in self.sends if send["uuid"] not in acks]
        for line in self.lines.values():
            line.pop("came_from", None)

    def split_off(self, line, quantity):
        """Return a bill of its own for so much of a line."""
        part = Bill(self.scene, self.dice)
        values = self.lines[line]
        part.add(
            str(values["product_id"]),
            quantity,
            came_from=json.dumps({line: quantity}),
            **({"note": values["note"]} if "note" in values else {}),
        )
        values["qty"] -= quantity
        return part

    def take_over(self, other):
        """Take the lines of another bill, which is cancelled afterwards."""
        for key, values in other.lines.items():
            self.add(
                str(values["product_id"]),
                values["qty"],
                came_from=json.dumps({key: values["qty"]}),
                **({"note": values["note"]} if "note" in values else {}),
            )
