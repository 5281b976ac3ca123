from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common_quality import BakeryQualityCommon

ROLES = {
    "purchaser": "purchase.group_purchase_user",
    "approver": "purchase.group_purchase_manager",
    "inspector": "quality_control_oca.group_quality_control_user",
    "quality_manager": "quality_control_oca.group_quality_control_manager",
    "clerk": "stock.group_stock_user",
    "bookkeeper": "account.group_account_invoice",
    "finance": "bakery_purchase_qc.bakery_purchase_qc_group_release",
    "outsider": "base.group_user",
}
BUYING = {"purchaser", "approver"}
QUALITY = {"inspector", "quality_manager"}
MONEY = {"bookkeeper", "finance"}
# Who may do what; each is a method ``_do_<step>`` below.
MATRIX = {
    "order": BUYING,
    "ask": BUYING,
    "approve": {"approver"},
    "confirm": BUYING,
    "compare": BUYING,
    "see_prices": BUYING | MONEY,
    "plan": {"quality_manager"},
    "answer": QUALITY,
    "decide": QUALITY,
    "accept_in_spite": {"quality_manager"},
    "skip": {"quality_manager"},
    "receive": {"clerk"},
    # Odoo lets buyers write bills down, but not post them.
    "bill": BUYING | MONEY,
    "post": MONEY,
    "release": {"finance"},
    "pay": MONEY,
    "solve": BUYING | QUALITY,
    "reopen": {"quality_manager"},
    "see_scores": BUYING | MONEY,
}
# Buttons of forms that only those see who may use them.
BUTTONS = {
    ("purchase.order", "action_compare_vendors"): BUYING,
    ("account.move", "action_release_match"): {"finance"},
    # The sheet can be looked at by all who may read inspections.
    ("qc.inspection", "action_open_sheet"): BUYING | QUALITY | {"clerk"},
    ("bakery.qc.nonconformity", "action_close"): BUYING | QUALITY,
    ("bakery.qc.nonconformity", "action_reopen"): {"quality_manager"},
}
MENUS = {
    "purchase_order_menu_to_approve": BUYING,
    "account_move_menu_due": MONEY,
    "account_move_menu_due_accounting": MONEY,
    "bakery_vendor_score_menu": BUYING,
    "bakery_qc_plan_menu": {"quality_manager"},
    "ingredient_menu": BUYING,
}


class Undo(Exception):
    """Ends a step that was done, so that the next role finds all as it was."""


@tagged("post_install", "-at_install")
class TestRoleMatrix(BakeryQualityCommon):
    """Each role tries each step as an outside program would."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.user(f"peran-{role.replace('_', '-')}", groups)
            for role, groups in ROLES.items()
        }
        cls.approvers = cls.env["res.groups"].create(
            {
                "name": "Penyetuju",
                "user_ids": [
                    Command.link(cls.users["approver"].id),
                    # Whoever asks does not approve: there is always another.
                    Command.link(cls.user("direktur-uji", ROLES["approver"]).id),
                ],
            }
        )
        cls.env["tier.definition"].create(
            {
                "name": "Di atas sejuta",
                "model_id": cls.env["ir.model"]._get_id("purchase.order"),
                "review_type": "group",
                "reviewer_group_id": cls.approvers.id,
                "definition_domain": "[('amount_total_cc', '>=', 1000000)]",
                "company_id": cls.company.id,
            }
        )
        cls.draft = cls.ask_for(1000)
        cls.pending = cls.ask_for(1000)
        cls.pending.request_validation()
        cls.approved = cls.ask_for(1000)
        cls.approved.request_validation()
        cls.approved.with_user(cls.users["approver"]).validate_tier()
        cls.waiting = cls.arrival({"A": 1000}).inspection_ids
        cls.answered = cls.arrival({"B": 1000}).inspection_ids
        cls.answer_all(cls.answered.with_user(cls.inspector))
        cls.wrong = cls.arrival({"C": 1000}).inspection_ids
        cls.answer_all(cls.wrong.with_user(cls.inspector), smell=cls.bad)
        cls.arrived = cls.pass_all(cls.arrival({"D": 1000}))
        rejected = cls.arrival({"E": 1000}).inspection_ids
        cls.judge(rejected, rejected=100)
        cls.open = rejected.nonconformity_ids
        rejected = cls.arrival({"F": 1000}).inspection_ids
        cls.judge(rejected, rejected=100)
        cls.closed = rejected.nonconformity_ids
        cls.solved = {
            "cause_id": cls.env.ref("bakery_purchase_qc.bakery_qc_cause_spoiled").id,
            "corrective_action": "Diganti",
        }
        cls.closed.write({**cls.solved, "state": "closed"})
        cls.purchase = cls.order((cls.egg, 100, cls.piece, 2000))
        cls.receive(cls.purchase)
        cls.new_bill = cls.bill_at(2000)
        cls.matched = cls.bill_at(2000)
        cls.matched.action_post()
        other = cls.order((cls.egg, 100, cls.piece, 2000))
        cls.receive(other)
        cls.dear = cls.bill_at(3000, other)
        cls.dear.action_post()

    @classmethod
    def ask_for(cls, quantity):
        order = cls.order((cls.egg, quantity, cls.piece, 2000), confirm=False)
        return order.with_user(cls.buyer).copy().with_user(cls.env.user)

    @classmethod
    def bill_at(cls, price, order=None):
        line = (order or cls.purchase).order_line
        return cls.env["account.move"].create(cls.bill_values(line, price))

    @classmethod
    def bill_values(cls, line, price):
        return {
            "move_type": "in_invoice",
            "partner_id": cls.mill.id,
            "invoice_date": fields.Date.to_string(fields.Date.today()),
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": cls.egg.id,
                        "quantity": 50,
                        "price_unit": price,
                        "purchase_line_id": line.id,
                    }
                )
            ],
        }

    def call(self, records, method, *args, context=None, **kwargs):
        """Call a public method the way ``/json/2`` and XML-RPC do."""
        ids = [] if method in ("create", "search_read") else [records.ids]
        context = {"allowed_company_ids": self.company.ids, **(context or {})}
        model = self.env(user=self.user_now)[records._name]
        return call_kw(model, method, [*ids, *args], {**kwargs, "context": context})

    def test_each_role_may_do_what_is_its_business_and_nothing_else(self):
        self.maxDiff = None
        for step, allowed in MATRIX.items():
            with self.subTest(step):
                may = {role for role in self.users if self.does(step, role)}
                self.assertEqual(may, allowed, step)

    def does(self, step, role):
        """Return whether the step can be done; all is as before afterwards."""
        self.user_now = self.users[role]
        self.env.flush_all()
        done = None
        try:
            with self.env.cr.savepoint():
                done = getattr(self, f"_do_{step}")()
                raise Undo
        except Undo:
            return done is not False
        except AccessError:
            return False
        finally:
            self.env.invalidate_all()

    def test_each_role_finds_the_buttons_of_its_steps(self):
        for (model, button), allowed in BUTTONS.items():
            with self.subTest(button):
                found = {role for role in self.users if self.shows(model, button, role)}
                self.assertEqual(found, allowed, button)

    def shows(self, model, button, role):
        """Return whether the form of a model has a button for a role."""
        try:
            views = (
                self.env[model].with_user(self.users[role]).get_views([(False, "form")])
            )
        except AccessError:
            return False
        return f'name="{button}"' in str(views["views"]["form"]["arch"])

    def test_each_role_finds_the_menus_of_its_steps(self):
        for name, allowed in MENUS.items():
            menu = self.env.ref(f"bakery_purchase_qc.{name}")
            with self.subTest(name):
                found = {
                    role
                    for role, user in self.users.items()
                    if menu.id in menu.with_user(user)._visible_menu_ids()
                }
                self.assertEqual(found, allowed, name)

    # The steps ------------------------------------------------------------------------

    def _do_order(self):
        line = {"product_id": self.egg.id, "product_qty": 10, "price_unit": 100}
        values = {"partner_id": self.mill.id, "order_line": [Command.create(line)]}
        self.call(self.draft, "create", [values])

    def _do_ask(self):
        self.call(self.draft, "request_validation")

    def _do_approve(self):
        self.call(self.pending, "validate_tier")
        return self.pending.validation_status == "validated"

    def _do_confirm(self):
        self.call(self.approved, "button_confirm")
        return self.approved.state == "purchase"

    def _do_compare(self):
        self.call(self.draft, "action_compare_vendors")

    def _do_see_prices(self):
        self.call(self.env["bakery.price.point"], "search_read", [], ["price"])

    def _do_plan(self):
        self.call(self.plan, "write", {"min_shelf_life_days": 3})

    def _do_answer(self):
        question = self.waiting.inspection_lines[0].id
        self.call(self.waiting, "answer", {str(question): {"readings": [12, 13]}})

    def _do_decide(self):
        self.call(self.answered, "decide", 100, "Basah")
        return self.answered.qty_rejected == 100

    def _do_accept_in_spite(self):
        self.call(self.wrong, "decide", 0, "Masih baik")
        return self.wrong.state == "success"

    def _do_skip(self):
        self.call(self.waiting, "action_skip", "Sudah dikenal")

    def _do_receive(self):
        self.call(self.arrived, "button_validate")
        return self.arrived.state == "done"

    def _do_bill(self):
        values = self.bill_values(self.purchase.order_line, 2000)
        self.call(self.matched, "create", [values])

    def _do_post(self):
        self.call(self.new_bill, "action_post")

    def _do_release(self):
        dialog = self.env["bakery.bill.release"]
        values = {"move_ids": [Command.set(self.dear.ids)], "reason": "Disepakati"}
        [number] = self.call(dialog, "create", [values])
        self.call(dialog.browse(number), "action_release")
        return self.dear.match_state == "approved"

    def _do_pay(self):
        dialog = self.env["account.payment.register"]
        context = {"active_model": "account.move", "active_ids": self.matched.ids}
        [number] = self.call(dialog, "create", [{}], context=context)
        self.call(dialog.browse(number), "action_create_payments", context=context)
        return not self.matched.amount_residual

    def _do_solve(self):
        self.call(self.open, "write", self.solved)
        self.call(self.open, "action_close")
        return self.open.state == "closed"

    def _do_reopen(self):
        self.call(self.closed, "action_reopen")
        return self.closed.state == "acting"

    def _do_see_scores(self):
        self.call(self.env["bakery.vendor.score"], "search_read", [], ["score"])
