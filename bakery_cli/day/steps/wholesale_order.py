"""The sales staff sell to a wholesale customer."""

from ...errors import BakeryError
from ...i18n import _
from .base import Step


class WholesaleOrder(Step):
    """A quotation for goods that the kitchen has, confirmed by the customer."""

    sequence = 130
    key = "wholesale_order"
    name = "Wholesale order"
    role = "sales"
    hour = 14
    beside = "sales"
    lane = "sales"
    weekdays = (1,)

    def run(self, day):
        client = day.client(self.role)
        customer = day.dice.choice(self._customers(client))
        lines = self._lines(day, client)
        order = client.create(
            "sale.order",
            {
                "partner_id": customer["id"],
                "order_line": [(0, 0, line) for line in lines],
            },
        )
        client.call("sale.order", "action_confirm", ids=[order])
        row = client.read("sale.order", [order], ["name", "amount_total"])[0]
        day.record("sale.order", order, row["name"], row["amount_total"])

    @staticmethod
    def _customers(client):
        rows = client.search(
            "res.partner",
            [["is_company", "=", True], ["customer_rank", ">", 0]],
            ["name"],
            limit=50,
        )
        if not rows:
            raise BakeryError(_("There is no company among the customers to sell to."))
        return rows

    @staticmethod
    def _lines(day, client):
        """Return two to four lines of what is free in the kitchen."""
        kitchen = client.search("stock.warehouse", [], ["name"], limit=1)[0]
        rows = client.search(
            "product.product",
            [
                ["sale_ok", "=", True],
                ["is_storable", "=", True],
                # Drinks are mixed at the outlets; and Odoo cannot post the invoice
                # of a kit whose parts are kept at average cost.
                ["product_tmpl_id.bom_ids.type", "=", "normal"],
            ],
            ["free_qty", "tracking"],
            context={"warehouse_id": kitchen["id"]},
        )
        free = [row for row in rows if row["free_qty"] >= 4]
        if not free:
            raise BakeryError(_("The kitchen has nothing to sell to the wholesale."))
        chosen = day.dice.sample(free, min(day.dice.randint(2, 4), len(free)))
        # A wholesale customer always takes some bread that carries its lot.
        lots = [row for row in free if row["tracking"] == "lot"]
        if lots and not any(row in lots for row in chosen):
            chosen[0] = day.dice.choice(lots)
        return [
            {
                "product_id": row["id"],
                "product_uom_qty": day.dice.randint(2, min(20, int(row["free_qty"]))),
            }
            for row in chosen
        ]
