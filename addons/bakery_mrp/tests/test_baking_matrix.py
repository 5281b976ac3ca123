import json
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import BakeryMrpCommon

BAKING = "bakery_mrp.bakery_mrp_group_"
ROLES = {
    "baker": f"base.group_user,{BAKING}baker",
    "planner": f"base.group_user,{BAKING}planner",
    "owner": f"base.group_user,{BAKING}formula_owner",
    "cost": f"base.group_user,{BAKING}baker,{BAKING}cost",
    "quality": f"base.group_user,{BAKING}recall",
    "clerk": "base.group_user,stock.group_stock_user",
    "cashier": "base.group_user",
    "customer": "base.group_portal",
}
PLANNERS = {"planner", "owner"}
BAKERS = {"baker", "cost", *PLANNERS}
STOCK = {"quality", "clerk", *BAKERS}
# Who may do what; each is a method ``_do_<step>`` below.
MATRIX = {
    "list_orders": BAKERS,
    "open_sheet": BAKERS,
    "start": BAKERS,
    "weigh": BAKERS,
    "weigh_again": BAKERS,
    "finish": BAKERS,
    "make_a_plan": PLANNERS,
    "compute": PLANNERS,
    "confirm": PLANNERS,
    "request": PLANNERS,
    "type_a_quantity": PLANNERS,
    "end_a_plan": PLANNERS,
    "cancel_a_plan": PLANNERS,
    "read_a_plan": BAKERS,
    "set_the_state": set(),
    "link_an_order": set(),
    "write_a_need": set(),
    "write_a_formula": PLANNERS,
    "approve": {"owner"},
    "set_approved": set(),
    "new_version": PLANNERS,
    "scale": BAKERS,
    "read_cost": {"cost"},
    "read_formula_cost": {"cost"},
    "group_by_cost": {"cost"},
    "filter_by_cost": {"cost"},
    "write_cost": set(),
    "read_wages": {"cost"},
    "try_prices": {"cost"},
    "log_waste": STOCK,
    "write_off": STOCK,
    "read_waste_value": {"cost"},
    "set_waste_value": set(),
    "hold": {"quality"},
    "release": {"quality"},
    "set_the_hold": set(),
    "trace": STOCK,
    "recall": {"quality"},
    "print_labels": STOCK,
}


class Undo(Exception):
    """Ends a step that was done, so that the next role finds all as it was."""


@tagged("post_install", "-at_install")
class TestBakingMatrix(BakeryMrpCommon, HttpCase):
    """Each role tries each step through the address that the web client uses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.formula_approval = True
        cls.users = {
            role: new_test_user(
                cls.env, f"matriks-{role}", password=f"matriks-{role}", groups=groups
            )
            for role, groups in ROLES.items()
        }
        cls.house = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.bun.tracking = "lot"
        cls.bom = cls._formula(
            cls.bun, [(cls.strong, 1000, None)], product_qty=20, piece_weight=50
        )
        cls.bom.with_user(cls.users["owner"]).action_approve_formula()
        cls.draft = cls.bom.copy()
        cls.lot = cls.env["stock.lot"].create(
            {"name": "MATRIKS", "product_id": cls.bun.id}
        )
        cls.held = cls.lot.copy({"name": "MATRIKS-2"})
        cls.held.with_user(cls.users["quality"]).action_hold("Uji")
        place = cls.house.lot_stock_id
        Quant = cls.env["stock.quant"]
        Quant._update_available_quantity(cls.strong, place, 100_000)
        Quant._update_available_quantity(cls.bun, place, 50, lot_id=cls.lot)
        cls.order = cls.env["mrp.production"].create(
            {"product_id": cls.bun.id, "product_qty": 20, "bom_id": cls.bom.id}
        )
        cls.order.action_confirm()
        cls.shift = cls.env["bakery.bake.shift"].create(
            {"name": "Matriks", "start_hour": 2, "end_hour": 10}
        )
        day = fields.Date.context_today(cls.env.user) + timedelta(days=2)
        cls.values = {
            "warehouse_id": cls.house.id,
            "shift_id": cls.shift.id,
            "date": fields.Date.to_string(day),
        }
        cls.plan = cls.env["bakery.bake.plan"].create(cls.values)
        cls.line = cls.env["bakery.bake.plan.line"].create(
            {"plan_id": cls.plan.id, "product_id": cls.bun.id, "qty": 40}
        )
        cls.plan.action_compute()
        cls.busy = cls.plan.copy(
            {"date": day + timedelta(days=1), "shift_id": cls.shift.id}
        )
        cls.env["bakery.bake.plan.line"].create(
            {"plan_id": cls.busy.id, "product_id": cls.bun.id, "qty": 20}
        )
        cls.busy.action_confirm()
        cls.reason = cls.env.ref("bakery_mrp.bakery_waste_reason_stale")
        cls.waste_values = {
            "warehouse_id": cls.house.id,
            "product_id": cls.bun.id,
            "lot_id": cls.lot.id,
            "quantity": 2,
            "reason_id": cls.reason.id,
        }
        cls.waste = cls.env["bakery.waste"].create(cls.waste_values)
        cls.mixer = cls.env["mrp.workcenter"].create({"name": "Mixer"})
        cls.env.flush_all()

    def call(self, records, method, *args, **kwargs):
        """Call a public method as the web client does; return what it answers.

        :raise PermissionError: when the server refuses.
        """
        ids = [] if method in ("create", "search_read", "bake_list") else [records.ids]
        params = {
            "model": records._name,
            "method": method,
            "args": [*ids, *args],
            "kwargs": {
                "context": {"allowed_company_ids": self.company.ids},
                **kwargs,
            },
        }
        with mute_logger("odoo.http", "odoo.sql_db"):
            answer = self.url_open(
                "/web/dataset/call_kw",
                data=json.dumps({"jsonrpc": "2.0", "params": params}),
                headers={"Content-Type": "application/json"},
                # A plan of all goods is confirmed here, and others test beside it.
                timeout=120,
            ).json()
        self.env.invalidate_all()
        if "error" in answer:
            raise PermissionError(answer["error"]["data"]["message"])
        return answer["result"]

    def test_each_role_may_do_what_is_its_business_and_nothing_else(self):
        self.maxDiff = None
        found = {step: set() for step in MATRIX}
        for role, user in self.users.items():
            self.authenticate(user.login, user.login)
            for step in MATRIX:
                if self.does(step):
                    found[step].add(role)
        self.assertEqual(found, {step: set(may) for step, may in MATRIX.items()})

    def does(self, step):
        """Return whether the step can be done; all is as before afterwards."""
        self.env.flush_all()
        done = None
        try:
            with self.env.cr.savepoint():
                done = getattr(self, f"_do_{step}")()
                raise Undo
        except Undo:
            return done is not False
        except PermissionError:
            return False
        finally:
            self.env.invalidate_all()

    # Baking --------------------------------------------------------------------------

    def _do_list_orders(self):
        self.call(self.order, "bake_list")

    def _do_open_sheet(self):
        self.call(self.order, "bake_sheet")

    def _do_start(self):
        self.call(self.order, "bake_start")

    def _do_weigh(self):
        self.call(self.order, "bake_weigh", self.order.move_raw_ids.id, 1000)

    def _do_weigh_again(self):
        self.call(self.order, "bake_weigh_again", self.order.move_raw_ids.id)

    def _do_finish(self):
        self.call(self.order, "bake_finish", 19, 1)
        return self.order.state == "done"

    # Plans ---------------------------------------------------------------------------

    def _do_make_a_plan(self):
        day = fields.Date.to_date(self.values["date"]) + timedelta(days=9)
        self.call(
            self.plan, "create", {**self.values, "date": fields.Date.to_string(day)}
        )

    def _do_compute(self):
        self.call(self.plan, "action_compute")

    def _do_confirm(self):
        self.call(self.plan, "action_confirm")
        return self.plan.state == "confirmed"

    def _do_request(self):
        self.call(self.plan, "action_request_shortages")

    def _do_type_a_quantity(self):
        self.call(self.line, "write", {"qty": 60})

    def _do_end_a_plan(self):
        self.call(self.busy, "action_done")

    def _do_cancel_a_plan(self):
        self.call(self.plan, "action_cancel")

    def _do_read_a_plan(self):
        self.call(self.plan, "read", ["name", "line_ids", "need_ids"])

    def _do_set_the_state(self):
        self.call(self.plan, "write", {"state": "done"})

    def _do_link_an_order(self):
        self.call(self.order, "write", {"bake_plan_id": self.plan.id})
        return bool(self.order.bake_plan_id)

    def _do_write_a_need(self):
        self.call(self.plan.need_ids, "write", {"short_qty": 1})

    # Formulas ------------------------------------------------------------------------

    def _do_write_a_formula(self):
        self.call(self.draft, "write", {"mix_loss": 0.05})

    def _do_approve(self):
        self.call(self.draft, "action_approve_formula")

    def _do_set_approved(self):
        self.call(self.draft, "write", {"formula_state": "approved"})
        return self.draft.formula_state == "approved"

    def _do_new_version(self):
        self.call(self.bom, "action_new_version")

    def _do_scale(self):
        values = {"bom_id": self.bom.id, "basis": "pieces", "amount": 40}
        self.call(self.env["bakery.formula.scale"], "create", values)

    # Costs ---------------------------------------------------------------------------

    def _do_read_cost(self):
        self.call(self.order, "read", ["cost_material"])

    def _do_read_formula_cost(self):
        name = next(name for name in self.bom._fields if name.startswith("cost_"))
        self.call(self.bom, "read", [name])

    def _do_group_by_cost(self):
        kwargs = {"groupby": ["product_id"], "aggregates": ["cost_material:sum"]}
        self.call(self.order.browse(), "formatted_read_group", **kwargs)

    def _do_filter_by_cost(self):
        self.call(self.order, "search_read", [["cost_material", ">", 0]], ["name"])

    def _do_write_cost(self):
        self.call(self.order, "write", {"cost_material": 7})
        return self.order.cost_material == 7

    def _do_read_wages(self):
        self.call(self.mixer, "read", ["labour_hour"])

    def _do_try_prices(self):
        self.call(self.env["bakery.cost.whatif"], "create", {})

    # Waste ---------------------------------------------------------------------------

    def _do_log_waste(self):
        self.call(self.waste, "create", self.waste_values)

    def _do_write_off(self):
        self.call(self.waste, "action_done")

    def _do_read_waste_value(self):
        self.call(self.waste, "read", ["value"])

    def _do_set_waste_value(self):
        self.call(self.waste, "write", {"value": 5})

    # Lots ----------------------------------------------------------------------------

    def _do_hold(self):
        self.call(self.lot, "action_hold", "Uji")
        return self.lot.quality_hold

    def _do_release(self):
        self.call(self.held, "action_release", "Uji")
        return not self.held.quality_hold

    def _do_set_the_hold(self):
        self.call(self.held, "write", {"quality_hold": False})
        return not self.held.quality_hold

    def _do_trace(self):
        self.call(self.lot, "get_trace")

    def _do_recall(self):
        values = {"reason": "Uji", "lot_ids": [Command.set(self.lot.ids)]}
        made = self.call(self.env["bakery.recall"], "create", values)
        self.call(self.env["bakery.recall"].browse(made), "action_start")

    def _do_print_labels(self):
        values = {"product_id": self.bun.id, "lot_id": self.lot.id}
        self.call(self.env["bakery.label.print"], "create", values)
