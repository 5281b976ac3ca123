"""The outlets: a warehouse and a point of sale each, with its ways to pay."""

from .part import Part

# Money that is on its way to the bank account.
WAITING = "11120003"


class Outlets(Part):
    """A café with tables and a shop, unless the bakery has points of sale."""

    def run(self):
        self.company = self.main_warehouse()["company_id"][0]
        for outlet in self.data["outlets"]:
            self._outlet(outlet)

    def _outlet(self, outlet):
        warehouse = self.ensure(
            "stock.warehouse",
            [["code", "=", outlet["code"]]],
            {"code": outlet["code"], "name": outlet["name"]},
        )
        self.ensure(
            "pos.config",
            [["name", "=", outlet["name"]]],
            lambda: self._values(outlet, warehouse),
        )

    def _values(self, outlet, warehouse):
        row = self.owner.read("stock.warehouse", [warehouse], ["pos_type_id"])[0]
        return {
            "name": outlet["name"],
            "picking_type_id": row["pos_type_id"][0],
            "module_pos_restaurant": bool(outlet["floors"]),
            "floor_ids": [(6, 0, self._floors(outlet["floors"]))],
            "payment_method_ids": [(6, 0, self._payments(outlet))],
        }

    def _floors(self, floors):
        return [
            self.ensure(
                "restaurant.floor",
                [["name", "=", name]],
                {"name": name, "table_ids": [self._table(n) for n in range(tables)]},
            )
            for name, tables in floors.items()
        ]

    @staticmethod
    def _table(number):
        place = {
            "position_h": 40 + 130 * (number % 4),
            "position_v": 40 + 130 * (number // 4),
        }
        return (0, 0, {"table_number": number + 1, "seats": 4, **place})

    def _payments(self, outlet):
        return [
            self.ensure(
                "pos.payment.method",
                [["name", "=", f"{name} {outlet['name']}"]],
                lambda kind=kind, name=name: self._payment(outlet, name, kind),
            )
            for name, kind in self.data["payments"]
        ]

    def _payment(self, outlet, name, kind):
        values = {"name": f"{name} {outlet['name']}"}
        if kind == "cash":
            return {**values, "journal_id": self._cash_journal(outlet)}
        waiting = self.find("account.account", [["code", "=", WAITING]])
        return {
            **values,
            "journal_id": self.find("account.journal", [["type", "=", "bank"]]),
            "outstanding_account_id": waiting,
        }

    def _cash_journal(self, outlet):
        code = f"KS{outlet['code']}"
        return self.ensure(
            "account.journal",
            [["code", "=", code]],
            {"name": f"Kas {outlet['name']}", "code": code, "type": "cash"},
        )
