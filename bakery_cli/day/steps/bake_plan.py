"""The planner plans a shift, has its orders made and asks for what is missing."""

import datetime

from ..context import ZONE
from .base import Step


class BakePlan(Step):
    """Demand of customers and outlets becomes manufacturing orders of one shift."""

    sequence = 34
    key = "bake_plan"
    name = "Bake plan"
    role = "planner"
    hour = 8
    beside = "morning"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        self._close_old_plans(day, client)
        plan = self._open_plan(day, client)
        if plan is None:
            return
        client.call("bakery.bake.plan", "action_compute", ids=[plan])
        if not self._lines(client, plan):
            # Nobody wants anything: reorder rules have thought of it all.
            client.call("bakery.bake.plan", "unlink", ids=[plan])
            return
        client.call("bakery.bake.plan", "action_confirm", ids=[plan])
        row = client.read(
            "bakery.bake.plan", [plan], ["name", "production_ids", "shortage_count"]
        )[0]
        if row["shortage_count"]:
            client.call("bakery.bake.plan", "action_request_shortages", ids=[plan])
        day.record("bakery.bake.plan", plan, row["name"])
        day.notes["planned_orders"] = len(row["production_ids"])
        day.notes["ingredients_missing"] = row["shortage_count"]

    @staticmethod
    def _close_old_plans(day, client):
        old = client.search(
            "bakery.bake.plan",
            [["state", "=", "confirmed"], ["date", "<", day.today()]],
            ["name"],
        )
        if old:
            ids = [row["id"] for row in old]
            client.call("bakery.bake.plan", "action_done", ids=ids)

    @staticmethod
    def _lines(client, plan):
        return client.search(
            "bakery.bake.plan.line", [["plan_id", "=", plan], ["qty", ">", 0]], ["qty"]
        )

    def _open_plan(self, day, client):
        """Return the plan of the next shift that is not over; None without shifts."""
        shifts = client.search("bakery.bake.shift", [], ["end_hour", "start_hour"])
        if not shifts:
            return None
        shift, date = self._next_shift(day, shifts)
        known = client.search(
            "bakery.bake.plan",
            [
                ["shift_id", "=", shift["id"]],
                ["date", "=", date],
                ["state", "in", ["draft", "confirmed"]],
            ],
            ["name"],
        )
        if known:
            return known[0]["id"]
        values = {"shift_id": shift["id"], "date": date}
        return client.create("bakery.bake.plan", [values])[0]

    @staticmethod
    def _next_shift(day, shifts):
        """Return the first shift with two hours to go, and its day."""
        now = day.now().astimezone(ZONE)
        late = now.hour + now.minute / 60 + 2
        left = [shift for shift in shifts if shift["end_hour"] > late]
        shift = min(left or shifts, key=lambda row: row["end_hour"])
        date = now.date() + datetime.timedelta(days=0 if left else 1)
        return shift, date.isoformat()
