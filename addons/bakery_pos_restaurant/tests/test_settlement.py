import base64
import io
from uuid import uuid4

import openpyxl

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..models.platform.statement import StatementError, read, to_number
from .common_sale import SaleCommon


class PlatformCommon(SaleCommon):
    """A platform with 20 % commission and 11 % VAT on it, and its preset."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"].create(
            [
                {
                    "name": name,
                    "code": code,
                    "account_type": kind,
                    "reconcile": kind == "asset_current",
                }
                for name, code, kind in (
                    ("Piutang GoFood Uji", "119001", "asset_current"),
                    ("Pencairan Uji", "119002", "asset_current"),
                    ("Komisi Uji", "699001", "expense"),
                    ("PPN Masukan Uji", "119003", "asset_current"),
                )
            ]
        )
        cls.held, cls.arrives, cls.expense, cls.input = accounts
        cls.bank = cls.env["account.journal"].create(
            {"name": "Bank Uji", "type": "bank", "code": "BUJI"}
        )
        cls.entries = cls.env["account.journal"].create(
            {"name": "Pencairan Uji", "type": "general", "code": "PUJI"}
        )
        repartition = [
            Command.clear(),
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": cls.input.id}),
        ]
        cls.vat = cls.env["account.tax"].create(
            {
                "name": "PPN Uji 11 %",
                "amount": 11,
                "type_tax_use": "purchase",
                "company_id": cls.company.id,
                "invoice_repartition_line_ids": repartition,
                "refund_repartition_line_ids": repartition,
            }
        )
        cls.food = cls.env["pos.payment.method"].create(
            {
                "name": "GoFood Uji",
                "journal_id": cls.bank.id,
                "outstanding_account_id": cls.held.id,
            }
        )
        cls.session.close_session_from_ui()
        cls.till.payment_method_ids = [Command.link(cls.food.id)]
        cls.session = cls.env["pos.session"].create(
            {"config_id": cls.till.id, "user_id": cls.seller.id}
        )
        cls.session.set_opening_control(0, "")
        cls.preset = cls.env["pos.preset"].create({"name": "GoFood Uji"})
        cls.platform = cls.env["bakery.pos.collector"].create(
            {
                "name": "GoFood Uji",
                "preset_id": cls.preset.id,
                "payment_method_ids": [Command.link(cls.food.id)],
                "commission_rate": 20,
                "commission_account_id": cls.expense.id,
                "tax_id": cls.vat.id,
                "journal_id": cls.entries.id,
                "clearing_account_id": cls.arrives.id,
            }
        )
        cls.accountant = new_test_user(
            cls.env,
            "buku-uji",
            groups="base.group_user,account.group_account_invoice",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def deliver(self, number, quantity=1, refunded=None, method=None, **values):
        """Sell bread by the platform, and return the order."""
        line = self.line(self.bread, quantity, refunded=refunded and refunded.lines[:1])
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": (method or self.food).id,
            "amount": line["price_subtotal_incl"],
            "payment_ref_no": values.pop("reference", False),
        }
        if not refunded and not method:
            values["preset_id"] = self.preset.id
        return self.sync(
            line,
            platform_order_number=number,
            payment_ids=[Command.create(payment)],
            **values,
        )

    def settlement(self, **values):
        return (
            self.env["bakery.pos.settlement"]
            .with_user(self.accountant)
            .create(
                {
                    "collector_id": self.platform.id,
                    "date_start": Date.subtract(Date.today(), days=1),
                    "date_end": Date.add(Date.today(), days=1),
                    **values,
                }
            )
        )

    def close_till(self):
        self.session.post_closing_cash_details(0)
        self.session.close_session_from_ui()
        self.assertEqual(self.session.state, "closed")

    def balance(self, account):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def results(self, settlement):
        return {
            line.number or line.statement_number: line.result
            for line in settlement.line_ids
        }


@tagged("post_install", "-at_install")
class TestPlatformOrder(PlatformCommon):
    def test_only_orders_of_the_platform_are_paid_by_it(self):
        self.assertEqual(self.food.platform_preset_id, self.preset)
        self.platform.kind = "wallet"
        self.assertFalse(self.food.platform_preset_id)

    def test_a_new_till_takes_cash_though_others_collect(self):
        till = self.env["pos.config"].create({"name": "Kasir Kedua Uji"})
        self.assertTrue(till.payment_method_ids.filtered("is_cash_count"))
        self.assertIn(self.food, till.payment_method_ids)

    def test_the_number_is_kept_as_it_is_compared(self):
        order = self.deliver(" f-12 3a ")
        self.assertEqual(order.platform_order_number, "F-123A")
        self.assertEqual(order.platform_id, self.platform)

    def test_a_number_is_taken_once(self):
        first = self.deliver("F-1")
        with self.assertRaisesRegex(ValidationError, "GoFood Uji number F-1 is on"):
            self.deliver("f-1")
        draft = self.sync(
            self.line(self.bread),
            state="draft",
            preset_id=self.preset.id,
            platform_order_number="F-2",
        )
        draft.action_pos_order_cancel()
        self.assertEqual(self.deliver("F-2").platform_order_number, "F-2")
        self.assertTrue(first.exists())

    def test_the_database_refuses_what_two_tills_send_at_once(self):
        self.deliver("F-1")
        second = self.deliver("F-2")
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(Exception, "_platform_order_number_uniq"),
            self.env.cr.savepoint(),
        ):
            # Past the check, as the other till's order that is not committed yet is.
            self.env.cr.execute(
                "UPDATE pos_order SET platform_order_number = 'F-1' WHERE id = %s",
                (second.id,),
            )

    def test_the_till_asks_before_it_sells(self):
        order = self.deliver("F-1")
        orders = self.env["pos.order"].with_user(self.seller)
        taken = orders.platform_number_taken(self.preset.id, "f-1 ", str(uuid4()))
        self.assertIn(order.pos_reference, taken)
        self.assertFalse(orders.platform_number_taken(self.preset.id, "F-2", "x"))
        self.assertFalse(
            orders.platform_number_taken(self.preset.id, "F-1", order.uuid)
        )
        self.assertFalse(orders.platform_number_taken(0, None, None))
        with self.assertRaises(AccessError):
            orders.with_user(self.accountant).platform_number_taken(
                self.preset.id, "F-1", "x"
            )

    def test_a_platform_is_not_sold_for_without_its_number(self):
        for number in (False, "", "   "):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.deliver(number)
        draft = self.sync(
            self.line(self.bread), state="draft", preset_id=self.preset.id
        )
        self.assertFalse(draft.platform_problem, "nobody has paid yet")
        self.env.flush_all()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            draft.sudo().state = "paid"
            self.env.flush_all()

    def test_what_came_late_is_kept_and_listed(self):
        first = self.deliver("F-1")
        nameless = self.deliver(False, paid_offline=True)
        twice = self.deliver("f-1", paid_offline=True)
        self.assertEqual(nameless.platform_problem, "missing")
        self.assertEqual(twice.platform_problem, "taken")
        self.assertEqual(twice.platform_number_typed, "F-1")
        self.assertFalse(twice.platform_order_number)
        self.assertFalse(first.platform_problem)
        action = self.env.ref("bakery_pos_restaurant.pos_order_platform_problem_action")
        listed = self.env["pos.order"].search(safe_eval(action.domain))
        self.assertLessEqual(nameless | twice, listed)
        # Somebody looks it up and corrects it.
        twice.platform_order_number = "f-3"
        self.assertFalse(twice.platform_problem)
        self.assertEqual(twice.platform_order_number, "F-3")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            nameless.platform_order_number = "F-1"

    def test_what_came_late_and_is_right_is_no_problem(self):
        order = self.deliver("F-1", paid_offline=True)
        self.assertFalse(order.platform_problem)
        self.assertTrue(order.paid_offline)

    def test_a_tablet_does_not_note_what_the_server_does(self):
        order = self.deliver("F-1", platform_number_typed="F-9")
        self.assertFalse(order.platform_number_typed)

    def test_goods_come_back_without_a_number(self):
        sold = self.deliver("F-1")
        back = self.sync(
            self.line(self.bread, -1, refunded=sold.lines),
            preset_id=self.preset.id,
        )
        self.assertEqual(back.state, "paid")
        self.assertFalse(back.platform_problem)

    def test_a_till_cannot_name_the_platform(self):
        order = self.sync(self.line(self.bread), platform_id=self.platform.id)
        self.assertFalse(order.platform_id)

    def test_a_number_is_no_essay(self):
        with self.assertRaisesRegex(ValidationError, "at most 40"):
            self.deliver("F" * 41)
        with self.assertRaisesRegex(ValidationError, "at most 64"):
            self.deliver("F-1", reference="9" * 65)

    def test_the_till_knows_the_name_and_not_the_commission(self):
        presets = self.preset.with_user(self.seller).with_company(self.company)
        self.assertEqual(presets.platform_name, "GoFood Uji")
        loaded = presets._load_pos_data_fields(self.till)
        self.assertIn("platform_name", loaded)
        self.assertNotIn("collector_ids", loaded)


@tagged("post_install", "-at_install")
class TestSettlement(PlatformCommon):
    def test_a_settlement_clears_the_session_to_the_rupiah(self):
        sale = self.deliver("F-1", 3)
        self.deliver("F-2", 4)
        self.deliver(False, -1, refunded=sale)
        settlement = self.settlement()
        with self.assertRaisesRegex(UserError, "nothing to settle"):
            settlement.action_collect()
        self.close_till()
        self.assertEqual(self.balance(self.held), 66000)
        settlement.action_collect()
        self.assertEqual(
            sorted(settlement.line_ids.mapped("number")), ["F-1", "F-1", "F-2"]
        )
        settlement.action_post()
        self.assertEqual(self.balance(self.held), 0)
        self.assertEqual(self.balance(self.expense), 13200)
        self.assertEqual(self.balance(self.input), 1452)
        self.assertEqual(self.balance(self.arrives), 66000 - 13200 - 1452)
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.held.id)]
        )
        self.assertTrue(all(items.mapped("reconciled")))
        with self.assertRaisesRegex(UserError, "not a draft"):
            settlement.action_post()

    def test_nothing_goes_into_the_drawer(self):
        self.deliver("F-1", 3)
        self.assertEqual(self.session.cash_register_balance_end, 0)

    def test_a_payment_is_settled_once(self):
        self.deliver("F-1")
        self.close_till()
        first, second = self.settlement(), self.settlement()
        first.action_collect()
        with self.assertRaisesRegex(UserError, "nothing to settle"):
            second.action_collect()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(Exception, "_payment_uniq"),
            self.env.cr.savepoint(),
        ):
            first.line_ids.sudo().copy({"settlement_id": second.id})
            self.env.flush_all()

    def test_a_cancelled_settlement_opens_its_payments_again(self):
        self.deliver("F-1", 2)
        self.close_till()
        first = self.settlement()
        first.action_collect()
        first.action_post()
        first.action_cancel()
        self.assertEqual(self.balance(self.held), 22000)
        self.assertEqual(self.balance(self.expense), 0)
        with self.assertRaisesRegex(UserError, "nothing to cancel"):
            first.action_cancel()
        second = self.settlement()
        second.action_collect()
        second.action_post()
        self.assertEqual(self.balance(self.held), 0)
        self.assertEqual(self.balance(self.arrives), 22000 - 4400 - 484)

    def test_the_statement_is_laid_beside_the_payments(self):
        self.deliver("F-1", 3)
        self.deliver("F-2", 4)
        self.deliver("F-3", 1)
        self.close_till()
        settlement = self.settlement(
            statement_text="Order number;Gross;Commission;Paid\n"
            "f-1;33.000;7.326;25.674\nF-2;43.000;9.546;33.454\nF-9;5.000;1.110;3.890"
        )
        settlement.action_collect()
        settlement.action_compare()
        self.assertEqual(
            self.results(settlement),
            {
                "F-1": "matched",
                "F-2": "differs",
                "F-3": "missing_there",
                "F-9": "missing_here",
            },
        )
        self.assertEqual(settlement.doubts, 3)
        self.assertEqual(settlement.difference, 1000)
        with self.assertRaisesRegex(UserError, "differ between us"):
            settlement.action_post()
        self.assertEqual(settlement.state, "draft")
        settlement.accept_differences = True
        settlement.action_post()
        # What they do not name waits for the next settlement.
        self.assertEqual(self.balance(self.held), 11000)
        self.assertEqual(self.balance(self.arrives), 25674 + 33454)
        later = self.settlement()
        later.action_collect()
        self.assertEqual(later.line_ids.mapped("number"), ["F-3"])

    def test_a_sale_and_its_refund_may_be_one_row(self):
        sale = self.deliver("F-1", 3)
        self.deliver(False, -1, refunded=sale)
        self.close_till()
        settlement = self.settlement(
            statement_text="Nomor Pesanan,Jumlah,Komisi\nF-1,22000,4884"
        )
        settlement.action_collect()
        settlement.action_compare()
        self.assertEqual(set(settlement.line_ids.mapped("result")), {"matched"})
        self.assertEqual(settlement.paid, 22000 - 4884)
        settlement.action_post()
        self.assertEqual(self.balance(self.held), 0)

    def test_an_acquirer_is_matched_by_last_digits_and_amount(self):
        self.platform.write({"kind": "qris", "preset_id": False})
        for reference, quantity in (
            ("4711", 1),
            (False, 2),
            ("0815", 3),
            (False, 4),
            (False, 4),
            ("9999", 5),
        ):
            self.deliver(False, quantity, method=self.food, reference=reference)
        self.close_till()
        settlement = self.settlement(
            statement_text="Waktu\tRRN\tNominal\tMDR\n"
            "x\t00004711\t11000\t77\nx\t00001234\t22000\t154\n"
            "x\t00000815\t33000\t231\nx\t00000001\t44000\t308\n"
            "x\t00000002\t44000\t308\nx\t00000003\t66000\t462"
        )
        settlement.action_collect()
        settlement.action_compare()
        by_amount = {}
        for line in settlement.line_ids:
            amount = line.amount or line.statement_amount
            by_amount.setdefault(amount, set()).add(line.result)
        self.assertEqual(
            by_amount,
            {
                11000: {"matched"},
                22000: {"matched"},
                33000: {"matched"},
                44000: {"ambiguous"},
                55000: {"missing_there"},
                66000: {"missing_here"},
            },
        )
        self.assertEqual(settlement.gross, 66000)
        settlement.action_post()
        self.assertEqual(self.balance(self.arrives), 66000 - 462)

    def test_a_spreadsheet_is_read_as_well(self):
        book = openpyxl.Workbook()
        book.active.append(["Order ID", "Gross Amount", "Commission", "Net Paid"])
        book.active.append(["F-1", 11000, 2442, 8558])
        content = io.BytesIO()
        book.save(content)
        self.deliver("F-1")
        self.close_till()
        settlement = self.settlement(
            statement_file=base64.b64encode(content.getvalue())
        )
        settlement.action_collect()
        settlement.action_compare()
        self.assertEqual(settlement.line_ids.result, "matched")
        self.assertEqual((settlement.fee, settlement.vat), (2200, 242))

    def test_statements_that_are_none(self):
        for text, column, row in (
            ("", "number", None),
            ("hello", "number", None),
            ("Order number;Paid\n1;2", "amount", None),
            ("Order number;Amount\nF-1;two", None, 1),
            (b"PK\x03\x04 no spreadsheet", "number", None),
        ):
            with self.assertRaises(StatementError) as caught:
                read(text)
            self.assertEqual(
                (caught.exception.column, caught.exception.row), (column, row)
            )
        self.deliver("F-1")
        self.close_till()
        settlement = self.settlement()
        settlement.action_collect()
        with self.assertRaisesRegex(UserError, "Add the statement first"):
            settlement.action_compare()
        settlement.statement_text = "no; such\n1;2"
        with self.assertRaisesRegex(UserError, "needs a first row"):
            settlement.action_compare()
        self.assertFalse(settlement.compared)

    def test_amounts_are_read_as_they_are_written(self):
        for text, amount in (
            ("Rp 1.250.000", 1250000),
            ("1,250,000.00", 1250000),
            ("-7.500", -7500),
            ("(7500)", -7500),
            ("12,5", 12.5),
            ("", 0),
            (3.0, 3),
        ):
            self.assertEqual(to_number(text), amount, text)

    def test_rights(self):
        self.deliver("F-1")
        self.close_till()
        settlement = self.settlement()
        for step in ("collect", "compare", "post", "cancel"):
            with self.assertRaises(AccessError):
                getattr(settlement.with_user(self.seller), f"action_{step}")()
        for values in ({"state": "posted"}, {"compared": True}, {"line_ids": []}):
            with self.assertRaises(AccessError):
                settlement.write(values)
        with self.assertRaises(AccessError):
            self.settlement(state="posted")
        settlement.action_collect()
        with self.assertRaises(AccessError):
            settlement.line_ids.write({"amount": 1})
        with self.assertRaises(AccessError):
            self.platform.with_user(self.accountant).write({"commission_rate": 1})
        settlement.action_post()
        with self.assertRaisesRegex(UserError, "not a draft"):
            settlement.unlink()
        with self.assertRaisesRegex(UserError, "not a draft"):
            settlement.date = "2020-01-01"

    def test_bad_set_up(self):
        with self.assertRaises(ValidationError):
            self.settlement(date_end="2001-01-01")
        with self.assertRaisesRegex(ValidationError, "needs a bank journal"):
            self.platform.payment_method_ids = [Command.link(self.cash.id)]
        self.platform.invalidate_recordset()

    def test_without_accounts_nothing_is_posted(self):
        self.deliver("F-1")
        self.close_till()
        settlement = self.settlement()
        settlement.action_collect()
        self.platform.journal_id = False
        with self.assertRaisesRegex(UserError, "settlement journal"):
            settlement.action_post()
        self.assertFalse(settlement.move_id)

    def test_queries_do_not_grow_with_the_payments(self):
        counts = []
        for quantity in (1, 30):
            session = self.session
            for number in range(quantity):
                self.deliver(f"F-{quantity}-{number}")
            self.close_till()
            settlement = self.settlement()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            settlement.action_collect()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(settlement.line_ids), quantity)
            if quantity == 1:
                self.session = self.env["pos.session"].create(
                    {"config_id": self.till.id, "user_id": self.seller.id}
                )
                self.session.set_opening_control(0, "")
            self.assertEqual(session.state, "closed")
        self.assertLessEqual(counts[1], counts[0] + 3, counts)
