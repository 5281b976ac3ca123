from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestVendorAnswer(BakeryPurchaseQcCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mill.email = "penggilingan@example.com"
        cls.purchase = cls.order(
            (cls.flour, 100, cls.kilo, 11000), (cls.egg, 300, cls.piece, 2000)
        )
        cls.flour_line, cls.egg_line = cls.purchase.order_line

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.env.flush_all()

    def page(self, url=None):
        return self.url_open(url or self.path())

    def path(self, order=None, token=None):
        order = order or self.purchase
        return f"/purchase/answer/{order.id}/{token or order.answer_token}"

    def form(self, **values):
        """Return what a vendor fills in who has all the flour and half the eggs."""
        flour, egg = self.flour_line.id, self.egg_line.id
        return {
            f"availability_{flour}": "available",
            f"date_{flour}": str(fields.Date.today() + timedelta(2)),
            f"availability_{egg}": "partial",
            f"quantity_{egg}": "150",
            "answered_by": "Ibu Uji",
            **values,
        }

    def send(self, form=None, path=None, csrf=True):
        data = dict(form or self.form())
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(f"{path or self.path()}/send", data=data)
        self.env.invalidate_all()
        return answer

    def test_approval_asks_the_vendor_by_mail(self):
        self.assertEqual(self.purchase.vendor_mail, "due")
        self.assertEqual(self.purchase.vendor_answer, "pending")
        self.purchase._send_to_vendor()
        self.assertEqual(self.purchase.vendor_mail, "sent")
        mail = self.env["mail.mail"].search(
            [("model", "=", "purchase.order"), ("res_id", "=", self.purchase.id)]
        )
        self.assertEqual(mail.recipient_ids, self.mill)
        self.assertIn(self.path(), mail.body_html)
        self.assertEqual(len(mail.attachment_ids), 1)

    def test_a_vendor_without_address_is_told_to_the_buyer(self):
        self.mill.email = False
        self.purchase._send_to_vendor()
        self.assertEqual(self.purchase.vendor_mail, "no_address")
        self.assertTrue(self.purchase.activity_ids)

    def test_the_vendor_answers_line_by_line(self):
        answer = self.send()
        self.assertIn("Ibu", self.purchase.current_answer_id.answered_by)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.purchase.vendor_answer, "partial")
        flour, egg = self.purchase.answer_line_ids
        self.assertEqual((flour.availability, flour.quantity), ("available", 100))
        self.assertEqual((egg.availability, egg.quantity), ("partial", 150))
        promised = fields.Date.today() + timedelta(2)
        self.assertEqual(self.flour_line.date_planned.date(), promised)
        activity = self.purchase.activity_ids
        self.assertIn("Telur Uji", activity.note)

    def test_looking_changes_nothing(self):
        before = self.purchase.read()
        for _number in range(2):
            self.assertEqual(self.page().status_code, 200)
        self.url_open(f"{self.path()}/send")
        portal = f"/my/purchase/{self.purchase.id}?acknowledge=True"
        self.purchase._portal_ensure_token()
        self.env.flush_all()
        self.url_open(f"{portal}&access_token={self.purchase.access_token}")
        self.env.invalidate_all()
        self.assertFalse(self.purchase.acknowledged)
        after = self.purchase.read()
        changed = {k for k in after[0] if after[0][k] != before[0][k]}
        self.assertLessEqual(changed, {"access_token", "access_url"})

    def test_an_answer_is_given_once(self):
        self.send()
        again = self.send(self.form(**{f"quantity_{self.egg_line.id}": "10"}))
        self.assertEqual(again.status_code, 200)
        self.assertEqual(len(self.purchase.answer_ids), 1)
        self.assertEqual(self.purchase.answer_line_ids[1].quantity, 150)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.purchase.current_answer_id.copy()

    def test_links_that_do_not_count_write_nothing(self):
        old = self.path()
        self.purchase._ask_vendor()
        self.env.flush_all()
        for path in (
            old,
            self.path(token="falsch"),
            f"/purchase/answer/{self.purchase.id + 9999}/x",
        ):
            self.assertEqual(self.page(path).status_code, 404)
            self.assertEqual(self.send(path=path).status_code, 404)
        self.assertFalse(self.purchase.answer_ids)

    def test_a_cancelled_order_takes_no_answer(self):
        self.purchase.button_cancel()
        self.env.flush_all()
        self.assertIn('data-state="cancelled"', self.page().text)
        self.send()
        self.assertFalse(self.purchase.answer_ids)

    @mute_logger("odoo.http")
    def test_forged_forms_are_refused(self):
        self.assertEqual(self.send(csrf=False).status_code, 400)
        self.assertFalse(self.purchase.answer_ids)

    def test_bad_input_names_what_is_wrong(self):
        egg, flour = self.egg_line.id, self.flour_line.id
        far = str(fields.Date.today() + timedelta(800))
        past = str(fields.Date.today() - timedelta(1))
        order = self.purchase.with_context(lang="en_US")
        for values, words in (
            ({f"quantity_{egg}": "0"}, "more than 0"),
            ({f"quantity_{egg}": "301"}, "more than 0"),
            ({f"quantity_{egg}": "nan"}, "more than 0"),
            ({f"quantity_{egg}": "banyak"}, "more than 0"),
            ({f"availability_{egg}": "mungkin"}, "whether you have"),
            ({f"date_{flour}": past}, "between today"),
            ({f"date_{flour}": far}, "between today"),
            ({f"date_{flour}": "besok"}, "between today"),
            ({"answered_by": " "}, "your name"),
            ({"note": "x" * 501}, "at most 500"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, words):
                order._receive_answer(self.form(**values))
            self.assertFalse(self.purchase.answer_ids)

    def test_a_refused_form_keeps_what_was_filled_in(self):
        page = self.send(self.form(note="x" * 501)).text
        self.assertIn('role="alert"', page)
        self.assertIn('value="Ibu Uji"', page)
        self.assertFalse(self.purchase.answer_ids)

    def test_strangers_neither_read_nor_write_answers(self):
        self.send()
        answer = self.purchase.current_answer_id
        clerk = self.user("gudang-uji", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            answer.with_user(clerk).read(["note"])
        for vals in ({"note": "x"}, {"availability": "available"}):
            with self.assertRaises(AccessError):
                answer.with_user(self.buyer).write(vals)
        with self.assertRaises(AccessError):
            self.purchase.with_user(self.buyer).read(["answer_token"])

    def test_the_rest_moves_to_another_vendor(self):
        self.offer(self.farm, self.egg, 1900)
        self.send()
        order = self.purchase.with_user(self.buyer)
        self.assertTrue(order.has_shortfall)
        action = order.action_move_shortfall()
        request = self.env["purchase.order"].search(action["domain"])
        self.assertEqual(request.partner_id, self.farm)
        self.assertEqual(request.order_line.product_qty, 150)
        self.assertAlmostEqual(request.order_line.price_unit, 1900)
        self.assertEqual(self.egg_line.product_qty, 150)
        self.assertEqual(self.purchase.state, "purchase")
        self.assertFalse(order.has_shortfall)
        with self.assertRaises(UserError):
            order.action_move_shortfall()

    def test_nobody_else_sells_it(self):
        self.send()
        with self.assertRaisesRegex(UserError, "No other vendor"):
            self.purchase.action_move_shortfall()

    def test_vendors_are_reminded_once_before_the_delivery(self):
        self.purchase.vendor_mail = "sent"
        self.purchase.date_approve = fields.Datetime.now() - timedelta(3)
        self.purchase.order_line.date_planned = fields.Datetime.now() + timedelta(9)
        self.assertNotIn(self.purchase, self.env["purchase.order"]._to_remind())
        self.purchase.order_line.date_planned = fields.Datetime.now() + timedelta(1)
        self.assertIn(self.purchase, self.env["purchase.order"]._to_remind())
        self.purchase._remind_vendor()
        self.assertNotIn(self.purchase, self.env["purchase.order"]._to_remind())

    def test_only_firm_orders_are_asked_for(self):
        draft = self.order((self.egg, 1, self.piece, 1), confirm=False)
        with self.assertRaisesRegex(UserError, "not confirmed"):
            draft.action_ask_vendor()

    def test_off_nothing_goes_out_by_itself(self):
        self.company.purchase_control = False
        order = self.order((self.egg, 1, self.piece, 1))
        self.assertFalse(order.vendor_mail)
        self.assertFalse(order.vendor_answer)
