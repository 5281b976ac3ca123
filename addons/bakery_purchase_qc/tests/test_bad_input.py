import base64
from contextlib import contextmanager

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import BakeryPurchaseQcCommon
from .common_quality import BakeryQualityCommon

MEGABYTE = 1024 * 1024
REFUSALS = (UserError, ValueError, OverflowError)
NO_NUMBERS = (float("nan"), float("inf"))


class Refusing:
    @contextmanager
    def refused(self, words="", kind=UserError):
        """Expect a refusal with ``words``; what was begun is taken back."""
        with self.assertRaisesRegex(kind, words), self.cr.savepoint():
            yield
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestBadOrders(Refusing, BakeryPurchaseQcCommon):
    """What cannot be meant is refused on the form and for programs alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purchase = cls.order((cls.egg, 100, cls.piece, 2000), confirm=False)
        cls.purchase = cls.purchase.with_user(cls.buyer).with_context(lang="en_US")
        cls.line = cls.purchase.order_line

    def test_a_form_refuses_impossible_quantities_and_prices(self):
        for name, value, words in (
            ("product_qty", -1, "cannot be negative"),
            ("product_qty", 1e10, "too large to be meant"),
            ("price_unit", -5, "cannot be negative"),
            ("price_unit", 1e13, "too large to be meant"),
        ):
            with self.subTest(name=name, value=value), self.refused(words):
                form = Form(self.purchase)
                with form.order_line.edit(0) as line:
                    line[name] = value
                form.save()
            self.line.invalidate_recordset()
            self.assertEqual((self.line.product_qty, self.line.price_unit), (100, 2000))

    def test_a_program_writes_no_impossible_quantity_or_price(self):
        values = {"order_id": self.purchase.id, "product_id": self.egg.id}
        for bad in (
            {"product_qty": -1},
            {"product_qty": 1e10},
            {"price_unit": -5},
            {"price_unit": 1e13},
        ):
            with self.subTest(bad=bad):
                with self.refused():
                    self.line.write(bad)
                with self.refused():
                    self.line.create({**values, "product_qty": 1, **bad})
        for name in ("product_qty", "price_unit"):
            for number in NO_NUMBERS:
                with self.refused(kind=REFUSALS):
                    self.line.write({name: number})
        self.assertEqual(len(self.purchase.order_line), 1)

    def test_nothing_is_no_order(self):
        self.line.product_qty = 0
        with self.refused("how much of .*Telur Uji"):
            self.purchase.button_confirm()
        self.assertEqual(self.purchase.state, "draft")
        self.line.product_qty = 10
        self.purchase.button_confirm()
        self.line.product_qty = 0
        self.assertEqual(self.purchase.state, "purchase", "what is ordered may go")

    def test_units_of_another_kind_are_refused_on_the_form(self):
        form = Form(self.purchase)
        with form.order_line.edit(0) as line:
            line.product_uom_id = self.kilo
        with self.refused("choose a unit that converts"):
            form.save()

    def test_settings_are_not_negative(self):
        for name in (
            "over_receipt_tolerance",
            "bill_price_tolerance",
            "bill_quantity_tolerance",
            "price_deviation_limit",
            "purchase_reapproval_tolerance",
            "purchase_reminder_days",
        ):
            with (
                self.subTest(name=name),
                mute_logger("odoo.sql_db"),
                self.refused(kind=CheckViolation),
            ):
                self.company.write({name: -1})
                self.env.flush_all()
        for name in (
            "bill_price_tolerance",
            "purchase_delivery_fee",
            "purchase_free_delivery_from",
        ):
            with (
                self.subTest(name=name),
                self.refused("cannot be negative"),
            ):
                self.mill[name] = -1

    def test_plans_ask_for_what_can_be(self):
        test = self.env["qc.test"].create(
            {
                "name": "Uji",
                "test_lines": [
                    Command.create({"name": "Foto", "type": "photo"}),
                ],
            }
        )
        values = {"name": "Uji", "test_id": test.id}
        for bad in (
            {"frequency_percent": 0},
            {"frequency_percent": 101},
            {"sample_quantity": -1},
            {"sample_percent": 0},
            {"min_shelf_life_days": -1},
        ):
            with (
                self.subTest(bad=bad),
                mute_logger("odoo.sql_db"),
                self.refused(kind=CheckViolation),
            ):
                self.env["bakery.qc.plan"].create({**values, **bad})


@tagged("post_install", "-at_install")
class TestBadMoney(Refusing, BakeryPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unrated = cls.env["res.currency"].create(
            {"name": "XUJ", "symbol": "X", "rounding": 0.01}
        )
        cls.accountant = cls.user("akuntan-uji", "account.group_account_invoice")

    def test_a_form_takes_no_currency_without_a_rate(self):
        self.buyer.group_ids |= self.env.ref("base.group_multi_currency")
        form = Form(self.env["purchase.order"].with_user(self.buyer))
        form.partner_id = self.mill
        form.currency_id = self.unrated
        with self.refused("no exchange rate of XUJ"):
            form.save()

    def test_no_price_is_listed_in_a_currency_without_a_rate(self):
        head = self.user("kepala-uji", "purchase.group_purchase_manager")
        values = {
            "partner_id": self.farm.id,
            "product_tmpl_id": self.egg.product_tmpl_id.id,
            "price": 1,
            "currency_id": self.unrated.id,
        }
        with self.refused("no exchange rate of XUJ"):
            self.env["product.supplierinfo"].with_user(head).create(values)

    def test_a_price_that_lost_its_rate_is_not_compared(self):
        dollar = self.dollar()
        self.offer(self.farm, self.egg, 1, currency_id=dollar.id)
        self.offer(self.mill, self.egg, 2000)
        order = self.order((self.egg, 100, self.piece, 2000), confirm=False)
        Comparison = self.env["bakery.vendor.comparison"].with_user(self.buyer)
        rows = Comparison.create({"order_id": order.id}).row_ids
        self.assertEqual(rows.partner_id, self.farm | self.mill)
        dollar.rate_ids.unlink()
        rows = Comparison.create({"order_id": order.id}).row_ids
        self.assertEqual(rows.partner_id, self.mill)

    def test_a_list_without_a_price_offers_nothing(self):
        self.offer(self.farm, self.egg, 0)
        order = self.order((self.egg, 100, self.piece, 2000), confirm=False)
        comparison = self.env["bakery.vendor.comparison"].create({"order_id": order.id})
        self.assertNotIn(self.farm, comparison.row_ids.partner_id)

    def test_nothing_is_paid_in_a_currency_without_a_rate(self):
        order = self.order((self.egg, 100, self.piece, 2000))
        self.receive(order)
        order.action_create_invoice()
        bill = order.invoice_ids
        bill.invoice_date = bill.date
        bill.action_post()
        register = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({"currency_id": self.unrated.id, "amount": 200000})
        )
        with self.refused("no exchange rate of XUJ"):
            register.action_create_payments()
        with self.refused("no exchange rate of XUJ"):
            self.env["account.payment"].with_user(self.accountant).create(
                {
                    "payment_type": "outbound",
                    "partner_type": "supplier",
                    "partner_id": self.mill.id,
                    "currency_id": self.unrated.id,
                    "amount": 5,
                }
            )
        self.assertEqual(bill.amount_residual, 200000)


@tagged("post_install", "-at_install")
class TestBadBills(Refusing, BakeryPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purchase = cls.order((cls.egg, 100, cls.piece, 2000))
        cls.receive(cls.purchase)
        cls.other = cls.env["res.company"].create(
            {"name": "Toko Sebelah", "currency_id": cls.company.currency_id.id}
        )
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.other, install_demo=False
        )
        cls.env.user.company_ids |= cls.other
        cls.accountant = cls.user("akuntan-uji", "account.group_account_invoice")
        cls.accountant.company_ids |= cls.other

    def bill_values(self, **line):
        return {
            "move_type": "in_invoice",
            "partner_id": self.mill.id,
            "invoice_date": "2026-01-15",
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.egg.id,
                        "quantity": 100,
                        "price_unit": 2000,
                        "tax_ids": [Command.clear()],
                        "purchase_line_id": self.purchase.order_line.id,
                        **line,
                    }
                )
            ],
        }

    def bills_of(self, company):
        moves = self.env["account.move"].with_user(self.accountant)
        return moves.with_context(allowed_company_ids=company.ids)

    def test_a_bill_of_another_company_does_not_bill_an_order(self):
        for company_purchases in (True, False):
            self.other.purchase_control = company_purchases
            with self.refused("another company"):
                self.bills_of(self.other).create(self.bill_values())
        bill = self.bills_of(self.other).create(
            self.bill_values(purchase_line_id=False)
        )
        with self.refused("another company"):
            bill.invoice_line_ids.purchase_line_id = self.purchase.order_line
        self.assertFalse(self.purchase.invoice_ids)
        self.assertEqual(self.purchase.order_line.qty_invoiced, 0)

    def test_a_bill_of_another_vendor_is_not_paid(self):
        bill = self.bills_of(self.company).create(
            {**self.bill_values(), "partner_id": self.farm.id}
        )
        bill.action_post()
        self.assertEqual(bill.match_line_ids.issue, "vendor")
        pay = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({})
        )
        with self.refused("has to be released before"):
            pay.action_create_payments()
        self.assertEqual(bill.amount_residual, 200000)

    def test_an_absurd_bill_waits(self):
        for line in ({"quantity": 1e9}, {"price_unit": 1e9}):
            bill = self.bills_of(self.company).create(self.bill_values(**line))
            bill.action_post()
            self.assertEqual(bill.match_state, "exception")
            bill.button_draft()
            bill.button_cancel()

    def test_bills_of_another_company_are_not_released(self):
        bill = self.bills_of(self.company).create(self.bill_values(price_unit=9000))
        bill.action_post()
        stranger = self.user(
            "keuangan-uji", "bakery_purchase_qc.bakery_purchase_qc_group_release"
        )
        stranger.write({"company_ids": self.other.ids, "company_id": self.other.id})
        dialog = self.env["bakery.bill.release"].with_user(stranger)
        dialog = dialog.with_context(allowed_company_ids=self.other.ids)
        with self.refused(kind=AccessError):
            dialog.create(
                {"move_ids": [Command.set(bill.ids)], "reason": "Mau saja"}
            ).action_release()
        self.assertEqual(bill.match_state, "exception")


@tagged("post_install", "-at_install")
class TestBadGoods(Refusing, BakeryQualityCommon):
    def test_impossible_quantities_do_not_arrive(self):
        receipt = self.arrival(lots={"A": 1000})
        line = receipt.move_line_ids.with_user(self.clerk)
        with self.refused():
            line.quantity = -5
        for number in NO_NUMBERS:
            with self.refused(kind=REFUSALS):
                line.quantity = number
        self.judge(receipt.inspection_ids)
        line.quantity = 1e12
        with self.refused("more than may be received"):
            receipt.with_user(self.clerk).button_validate()
        line.quantity = 0
        with self.refused():
            receipt.with_user(self.clerk).button_validate()
        self.assertEqual(self.on_hand(), 0)

    def test_a_lot_that_is_not_of_these_goods(self):
        receipt = self.arrival()
        strange = self.env["stock.lot"].create(
            {"name": "Z", "product_id": self.egg.id, "company_id": self.company.id}
        )
        line = receipt.move_line_ids.with_user(self.clerk)
        with self.refused():
            line.lot_id = strange
        self.assertFalse(receipt.inspection_ids.lot_id)

    def test_goods_without_a_lot_do_not_come_in(self):
        receipt = self.arrival()
        self.judge(receipt.inspection_ids)
        with self.refused("Lot"):
            receipt.with_user(self.clerk).button_validate()
        self.assertEqual(self.on_hand(), 0)

    def test_a_photo_of_20_megabytes_is_refused(self):
        inspection = self.arrival().inspection_ids.with_user(self.inspector)
        photo, paper = inspection.inspection_lines[2:]
        large = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(20 * MEGABYTE)).decode()
        for answers in (
            {photo.id: {"photo": large}},
            {paper.id: {"document": large, "name": "foto.jpg"}},
        ):
            with self.refused("larger than 10 MB"):
                inspection.answer(answers)
        self.assertFalse(photo.photo or paper.document)
