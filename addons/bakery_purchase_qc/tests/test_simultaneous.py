import secrets
from contextlib import closing, contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import SQL, mute_logger

# What the documents left in the database, the dependent first.
TABLES = (
    *("bakery_qc_nonconformity", "qc_inspection", "bakery_qc_plan", "qc_test"),
    *("account_move_line", "account_move", "stock_move_line", "stock_move"),
    *("stock_picking", "purchase_order_line", "purchase_order"),
    *("tier_definition", "product_supplierinfo"),
)
# What happens when two write the same, and Odoo runs the second request again.
CONFLICT = mute_logger("odoo.sql_db")


@tagged("post_install", "-at_install")
class TestSimultaneous(BaseCase):
    """Two people at once, each in a transaction of their own, which are committed.

    Whoever comes second is refused by the database; Odoo then runs the request again,
    as ``again`` does here, and it sees what the first one did.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.people = {}
        with cls.transaction() as env:
            cls._set_up(env)
            env.cr.commit()
        cls.addClassCleanup(cls._clean)

    @classmethod
    def _set_up(cls, env):
        rupiah = env.ref("base.IDR")
        rupiah.active = True
        company = env["res.company"].create(
            # No company is ever deleted: each run makes one more, by another name.
            {"name": f"Serentak {secrets.token_hex(4)}", "currency_id": rupiah.id}
        )
        cls.company_id = company.id
        env.user.company_ids |= company
        env = env(
            context={**env.context, "allowed_company_ids": company.ids},
        )
        company = company.with_env(env)
        env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )
        company.write({"currency_id": rupiah.id, "purchase_control": True})
        buyers = "base.group_user,purchase.group_purchase_user"
        people = {
            "buyer": buyers,
            "first": f"{buyers},quality_control_oca.group_quality_control_user,"
            "stock.group_stock_user",
            "second": f"{buyers},quality_control_oca.group_quality_control_user,"
            "stock.group_stock_user",
            "bookkeeper": "base.group_user,account.group_account_manager",
        }
        cls.people = {
            name: new_test_user(
                env,
                login=f"serentak-{name}",
                groups=groups,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ).id
            for name, groups in people.items()
        }
        vendor = env["res.partner"].create({"name": "Peternakan Serentak"})
        egg = env["product.product"].create(
            {
                "name": "Telur Serentak",
                "is_storable": True,
                "supplier_taxes_id": [Command.clear()],
                "company_id": company.id,
            }
        )
        cls.partner_id, cls.product_id = vendor.id, egg.id
        approvers = env["res.groups"].create(
            {
                "name": "Penyetuju Serentak",
                "user_ids": [Command.set([cls.people["first"], cls.people["second"]])],
            }
        )
        cls.group_id = approvers.id
        env["tier.definition"].create(
            {
                "name": "Serentak",
                "model_id": env["ir.model"]._get_id("purchase.order"),
                "review_type": "group",
                "reviewer_group_id": approvers.id,
                "definition_domain": "[('amount_total_cc', '>=', 1000000)]",
                "company_id": company.id,
            }
        )
        test = env["qc.test"].create(
            {
                "name": "Telur",
                "company_id": company.id,
                "test_lines": [
                    Command.create(
                        {
                            "name": "Utuh?",
                            "type": "qualitative",
                            "ql_values": [
                                Command.create({"name": "Utuh", "ok": True}),
                                Command.create({"name": "Retak", "ok": False}),
                            ],
                        }
                    )
                ],
            }
        )
        env["bakery.qc.plan"].create(
            {
                "name": "Telur",
                "company_id": company.id,
                "product_ids": [Command.set(egg.ids)],
                "test_id": test.id,
            }
        )

    @classmethod
    def _clean(cls):
        with cls.transaction() as env:
            for table in TABLES:
                # Raw SQL: what is done and posted cannot be deleted otherwise.
                env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE company_id = %s",
                        SQL.identifier(table),
                        cls.company_id,
                    )
                )
            env.cr.execute(
                "DELETE FROM stock_quant WHERE product_id = %s", [cls.product_id]
            )
            env.invalidate_all()
            env["product.product"].browse(cls.product_id).unlink()
            everybody = env["res.users"].browse(cls.people.values())
            everybody.with_context(_force_unlink=True).unlink()
            env["res.groups"].browse(cls.group_id).unlink()
            env["res.partner"].browse(cls.partner_id).unlink()
            env["res.company"].browse(cls.company_id).active = False
            env.cr.commit()

    @classmethod
    @contextmanager
    def transaction(cls, who=None):
        """Yield the environment of somebody on a cursor of its own."""
        with closing(cls.registry.cursor()) as cursor:
            uid = cls.people[who] if who else SUPERUSER_ID
            context = {"allowed_company_ids": [cls.company_id]} if who else {}
            yield api.Environment(cursor, uid, context)
            cursor.rollback()

    def order(self, quantity, confirm=False):
        """Return the id of a committed order of eggs, 2,000 rupiah each."""
        with self.transaction("buyer") as env:
            order = env["purchase.order"].create(
                {
                    "partner_id": self.partner_id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self.product_id,
                                "product_qty": quantity,
                                "price_unit": 2000,
                            }
                        )
                    ],
                }
            )
            if confirm:
                order.button_confirm()
            else:
                order.request_validation()
            env.cr.commit()
            return order.id

    def rows_of(self, model, ids, names):
        with self.transaction() as env:
            return env[model].browse(ids).read(names)

    def test_two_approvers_approve_at_once(self):
        order_id = self.order(1000)
        with self.transaction("first") as first, self.transaction("second") as second:
            orders = [env["purchase.order"].browse(order_id) for env in (first, second)]
            for order in orders:
                self.assertEqual(order.review_ids.status, "pending")
            orders[0].validate_tier()
            first.cr.commit()
            with CONFLICT, self.assertRaises(SerializationFailure):
                orders[1].validate_tier()
                second.flush_all()
        with self.transaction("second") as again:
            order = again["purchase.order"].browse(order_id)
            order.validate_tier()
            self.assertEqual(order.review_ids.done_by.id, self.people["first"])
            again.cr.commit()
        [row] = self.rows_of("purchase.order", order_id, ["state", "validation_status"])
        self.assertEqual(row["validation_status"], "validated")

    def test_no_price_slips_in_beside_an_approval(self):
        order_id = self.order(1000)
        with self.transaction("first") as first, self.transaction("buyer") as buyer:
            line = buyer["purchase.order"].browse(order_id).order_line
            self.assertEqual(line.price_unit, 2000)
            first["purchase.order"].browse(order_id).validate_tier()
            first.cr.commit()
            with CONFLICT, self.assertRaises((SerializationFailure, UserError)):
                line.price_unit = 9000
                buyer.flush_all()
        # Once it is approved, a dearer order asks for approval again.
        with self.transaction("buyer") as again:
            order = again["purchase.order"].browse(order_id)
            self.assertEqual(order.order_line.price_unit, 2000)
            self.assertEqual(order.validation_status, "validated")
            order.order_line.price_unit = 9000
            self.assertNotEqual(order.validation_status, "validated")
            with self.assertRaises(UserError):
                order.button_confirm()

    def inspected(self):
        """Return the ids of a receipt of 100 eggs and of its inspection."""
        order_id = self.order(100, confirm=True)
        with self.transaction("first") as env:
            receipt = env["purchase.order"].browse(order_id).picking_ids
            inspection = receipt.inspection_ids
            line = inspection.inspection_lines
            right = line.possible_ql_values.filtered("ok")
            inspection.answer({line.id: {"value": right.id}})
            env.cr.commit()
            return order_id, receipt.id, inspection.id

    def on_hand(self, env):
        """Return how many eggs lie anywhere in the company, rejected ones too."""
        quants = env["stock.quant"].search(
            [
                ("product_id", "=", self.product_id),
                ("location_id.usage", "=", "internal"),
            ]
        )
        return sum(quants.mapped("quantity"))

    def test_two_inspectors_decide_at_once(self):
        _order, _receipt, inspection_id = self.inspected()
        with self.transaction("first") as first, self.transaction("second") as second:
            for env in (first, second):
                env["qc.inspection"].browse(inspection_id).read(["state"])
            first["qc.inspection"].browse(inspection_id).decide(10, "Retak")
            first.cr.commit()
            with CONFLICT, self.assertRaises(SerializationFailure):
                second["qc.inspection"].browse(inspection_id).decide(0, "")
                second.flush_all()
        with self.transaction("second") as again, self.assertRaises(UserError):
            again["qc.inspection"].browse(inspection_id).decide(0, "")
        [row] = self.rows_of("qc.inspection", inspection_id, ["qty_rejected"])
        self.assertEqual(row["qty_rejected"], 10)

    def test_two_clerks_receive_at_once(self):
        order_id, receipt_id, inspection_id = self.inspected()
        with self.transaction("first") as env:
            before = self.on_hand(env)
            env["qc.inspection"].browse(inspection_id).decide(10, "Retak")
            env.cr.commit()
        with self.transaction("first") as first, self.transaction("second") as second:
            for env in (first, second):
                env["stock.picking"].browse(receipt_id).move_ids.read(["state"])
            first["stock.picking"].browse(receipt_id).button_validate()
            first.cr.commit()
            with CONFLICT, self.assertRaises(SerializationFailure):
                second["stock.picking"].browse(receipt_id).button_validate()
                second.flush_all()
        with self.transaction("second") as again:
            again["stock.picking"].browse(receipt_id).button_validate()
            again.cr.commit()
        with self.transaction() as env:
            order = env["purchase.order"].browse(order_id)
            self.assertEqual(order.order_line.qty_accepted, 90)
            moves = order.order_line.move_ids.filtered(lambda m: m.state == "done")
            self.assertEqual(sum(moves.mapped("quantity")), 100)
            self.assertEqual(self.on_hand(env), before + 100)
            self.assertEqual(len(order.picking_ids.reject_return_ids), 1)

    def test_two_bills_for_the_same_goods_are_not_both_payable(self):
        order_id, receipt_id, inspection_id = self.inspected()
        with self.transaction("first") as env:
            env["qc.inspection"].browse(inspection_id).decide(0, "")
            env["stock.picking"].browse(receipt_id).button_validate()
            env.cr.commit()
        bills = [self.bill(order_id) for _number in range(2)]
        with (
            self.transaction("bookkeeper") as first,
            self.transaction("bookkeeper") as second,
        ):
            for env in (first, second):
                env["account.move"].browse(bills).read(["state"])
            first["account.move"].browse(bills[0]).action_post()
            first.cr.commit()
            with CONFLICT, self.assertRaises(SerializationFailure):
                second["account.move"].browse(bills[1]).action_post()
                second.flush_all()
        with self.transaction("bookkeeper") as again:
            again["account.move"].browse(bills[1]).action_post()
            again.cr.commit()
        rows = self.rows_of("account.move", bills, ["match_state"])
        self.assertEqual(
            sorted(row["match_state"] for row in rows), ["exception", "matched"]
        )

    def bill(self, order_id):
        """Return the id of a committed draft bill over all eggs of the order."""
        with self.transaction() as env:
            env = env(context={"allowed_company_ids": [self.company_id]})
            order = env["purchase.order"].browse(order_id)
            bill = env["account.move"].create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self.partner_id,
                    "company_id": self.company_id,
                    "invoice_date": "2026-01-15",
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": self.product_id,
                                "quantity": 100,
                                "price_unit": 2000,
                                "purchase_line_id": order.order_line.id,
                            }
                        )
                    ],
                }
            )
            env.cr.commit()
            return bill.id
