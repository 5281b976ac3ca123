"""The kitchen sends the outlets what they lack, and each says what arrived."""

from .base import Step

RUN, LOAD, LINE = "bakery.dispatch", "bakery.dispatch.load", "bakery.dispatch.line"
# Kitchen stock that one outlet may take, so that orders can be served too.
SHARE = 0.3
# Of how many products an outlet asks for more, and the least the kitchen has of them.
ASKED, PLENTY = 5, 8


class Dispatch(Step):
    """Outlets ask, the planner loads and sends, and a difference shows at the door."""

    sequence = 78
    key = "dispatch"
    name = "Dispatch to outlets"
    role = "planner"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        routes = client.search("bakery.dispatch.route", [], ["name", "warehouse_id"])
        if not routes:
            return
        kitchen = routes[0]["warehouse_id"][0]
        self._ask(day, client, routes[0]["id"], kitchen)
        run = client.create(RUN, {"route_id": routes[0]["id"]})
        client.call(RUN, "action_propose", ids=[run])
        if not self._leave_some(client, run, kitchen):
            # Nobody lacks anything that the kitchen has.
            client.call(RUN, "unlink", ids=[run])
            return
        client.call(RUN, "action_load", ids=[run])
        client.call(RUN, "action_depart", ids=[run])
        name = client.read(RUN, [run], ["name"])[0]["name"]
        day.record(RUN, run, name)
        self._receive(day, run)

    @staticmethod
    def _ask(day, client, route, kitchen):
        """Let each outlet of the route ask for some of what was baked."""
        stops = client.search(
            "bakery.dispatch.stop", [["route_id", "=", route]], ["warehouse_id"]
        )
        goods = client.search(
            "product.product",
            [["is_storable", "=", True], ["shelf_life_hours", ">", 0]],
            ["free_qty", "available_in_pos"],
            context={"warehouse_id": kitchen},
        )
        plenty = [
            row["id"]
            for row in goods
            if row["available_in_pos"] and row["free_qty"] >= PLENTY
        ]
        if not plenty:
            return
        outlet_client = day.client("outlet_manager")
        for stop in stops:
            chosen = day.dice.sample(plenty, min(ASKED, len(plenty)))
            rows = [
                {"product_id": product, "qty": day.dice.randint(3, 9)}
                for product in sorted(chosen)
            ]
            request = outlet_client.call(
                "bakery.outlet.request",
                "outlet_ask",
                warehouse_id=stop["warehouse_id"][0],
                date=day.today(),
                rows=rows,
            )
            day.record("bakery.outlet.request", request["id"], stop["warehouse_id"][1])

    @staticmethod
    def _leave_some(client, run, kitchen):
        """Load no more than a share of what is there; return whether it is anything."""
        lines = client.search(LINE, [["dispatch_id", "=", run]], ["product_id", "qty"])
        products = sorted({line["product_id"][0] for line in lines})
        rows = client.call(
            "product.product",
            "read",
            ids=products,
            fields=["free_qty"],
            context={"warehouse_id": kitchen},
        )
        free = {row["id"]: row["free_qty"] for row in rows}
        any_left = False
        for line in lines:
            most = int(max(free[line["product_id"][0]], 0) * SHARE)
            if line["qty"] > most:
                client.write(LINE, [line["id"]], {"qty": most})
            any_left = any_left or min(line["qty"], most) > 0
        return any_left

    def _receive(self, day, run):
        """Each outlet counts; of one product a piece less arrived than was sent."""
        client = day.client("outlet_manager")
        reasons = client.search(
            "bakery.dispatch.reason", [["kind", "=", "source"]], ["name"], limit=1
        )
        loads = client.search(
            LOAD, [["dispatch_id", "=", run], ["state", "=", "transit"]], ["name"]
        )
        differs = True
        for load in loads:
            rows = []
            lines = client.search(
                LINE,
                [["load_id", "=", load["id"]], ["loaded_qty", ">=", 2]],
                ["loaded_qty"],
                limit=1,
            )
            if differs and lines and reasons:
                differs = False
                rows.append(
                    {
                        "line_id": lines[0]["id"],
                        "received": lines[0]["loaded_qty"] - 1,
                        "reason_id": reasons[0]["id"],
                    }
                )
            client.call(LOAD, "receive", ids=[load["id"]], rows=rows)
            day.record(LOAD, load["id"], load["name"])
