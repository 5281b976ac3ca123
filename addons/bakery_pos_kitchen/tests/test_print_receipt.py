from uuid import uuid4

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..printing import slips
from .common_kitchen import KitchenCommon
from .common_print import PrintCommon


@tagged("post_install", "-at_install")
class TestPrintReceipt(KitchenCommon, PrintCommon):
    """The server writes receipts of its own amounts, and prints slips again."""

    def setUp(self):
        super().setUp()
        self.till.receipt_printer_id = self.printer

    def sold(self, paid=True, *lines):
        order = self.order(self.env["restaurant.table"])
        for product, quantity in lines or ((self.rice, 2), (self.latte, 1)):
            order.add(product, quantity)
        with trap_jobs():
            order.save(paid=paid)
        return order.record()

    def receipt(self, order, uuid=None, user=None, till=None):
        with trap_jobs():
            return order.with_user(user or self.seller).spool_receipt(
                (till or self.till).id, uuid or str(uuid4())
            )

    def lines(self):
        self.drain()
        return self.printed()[-1]

    def text(self):
        return "\n".join(self.lines())

    def test_amounts_are_the_servers(self):
        order = self.sold()
        self.assertEqual(self.receipt(order), {"prints": 1})
        text = self.text()
        for part in (
            self.company.name, order.pos_reference, "2 x Rp 30.000", "Rp 60.000",
            "Latte Uji", "Rp 85.000", self.cash.name,
        ):  # fmt: skip
            self.assertIn(part, text)
        self.assertEqual(text.count("Rp 85.000"), 2, "the total, and what was paid")

    def test_taxes_and_change(self):
        data = self.sold().sudo()._receipt_slip()
        self.assertEqual((data["totals"], data["change"], data["title"]), ([], 0, ""))
        order = self.sold().sudo()
        order.write({"amount_tax": 5000, "amount_total": 90000})
        self.env["pos.payment"].sudo().create(
            {
                "pos_order_id": order.id,
                "payment_method_id": self.cash.id,
                "amount": -15000,
                "is_change": True,
            }
        )
        data = order._receipt_slip()
        self.assertEqual([amount for _name, amount in data["totals"]], [85000, 5000])
        self.assertEqual((data["change"], len(data["payments"])), (15000, 1))

    def test_once_for_each_wish(self):
        """A tablet that asks again, since the answer got lost, gets one receipt."""
        order, uuid = self.sold(), str(uuid4())
        for _attempt in range(2):
            self.assertEqual(self.receipt(order, uuid), {"prints": 1})
        self.drain()
        self.assertEqual(len(self.fake.slips), 1)

    def test_second_one_is_a_reprint(self):
        order = self.sold()
        self.receipt(order)
        first = self.lines()
        self.assertEqual(self.receipt(order), {"prints": 2})
        again = self.lines()
        self.assertEqual(again[1:], first)
        self.assertIn(self.printer._words()["reprint"], again[0])

    def test_bill(self):
        """What is not paid says so, and counts as no receipt."""
        order = self.sold(paid=False)
        self.assertEqual(self.receipt(order), {"prints": 0})
        bill = self.env._("BILL - NOT PAID YET")
        data = order.sudo()._receipt_slip()
        self.assertEqual((data["title"], data["payments"]), (bill, []))
        self.assertNotIn(self.cash.name, self.text())

    def test_notes_of_guests_do_not_command(self):
        order = self.sold()
        order.sudo().lines[:1].customer_note = "a\x1bp\x00\x19\xfab"
        printed = slips.receipt(order.sudo()._receipt_slip())
        self.assertNotIn(b"\x1bp", printed)

    def test_who_may(self):
        order = self.sold()
        stranger = new_test_user(self.env, "tamu_struk", groups="base.group_user")
        for call in (
            lambda o: o.spool_receipt(self.till.id, str(uuid4())),
            lambda o: o.spool_slips(),
            lambda o: o.spool_again(1, str(uuid4())),
        ):
            with self.assertRaises(AccessError):
                call(order.with_user(stranger))
        company = self.env["res.company"].create({"name": "Tetangga Uji"})
        rival = new_test_user(
            self.env,
            "tetangga_struk",
            groups="point_of_sale.group_pos_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        with self.assertRaises(AccessError):
            order.with_user(rival).spool_slips()

    def test_bad_wishes(self):
        """One sentence, and nothing is left behind."""
        order, other = self.sold(), self.sold()
        self.receipt(other)
        self.drain()
        foreign = self.jobs.search([("source", "=", other.uuid)])
        before = self.jobs.search_count([])
        hers = order.with_user(self.seller)
        for uuid in (None, "x", 7, [], ""):
            with self.assertRaises(UserError):
                hers.spool_receipt(self.till.id, uuid)
        for job in (foreign.id, 0, -1, "1", None):
            with self.assertRaises(UserError):
                hers.spool_again(job, str(uuid4()))
        with self.assertRaises(UserError):
            hers.spool_receipt(0, str(uuid4()))
        self.till.receipt_printer_id = False
        with self.assertRaises(UserError):
            hers.spool_receipt(self.till.id, str(uuid4()))
        self.assertEqual(self.jobs.search_count([]), before)
        self.assertFalse(order.nb_print)

    def test_slips_of_an_order(self):
        """Its tickets and receipts, from any till; addresses stay here."""
        self.kitchen.write(
            {"printer_ids": [Command.set(self.printer.ids)], "print_mode": "both"}
        )
        order = self.order(self.env["restaurant.table"])
        order.add(self.rice, 1)
        order.ask()
        with trap_jobs():
            order.save()
        record = order.record().with_user(self.seller)
        (slip,) = record.spool_slips()
        self.assertTrue(slip["waits"])
        with self.assertRaises(UserError):
            record.spool_again(slip["id"], str(uuid4()))
        self.drain()
        (slip,) = record.spool_slips()
        self.assertEqual((slip["printer"], slip["waits"]), ("Dapur Uji", False))
        self.assertNotIn("127.0.0.1", str(slip))
        wish = str(uuid4())
        with trap_jobs():
            for _attempt in range(2):
                self.assertTrue(record.spool_again(slip["id"], wish))
        self.drain()
        first, second = self.printed()
        self.assertEqual(second[1:], first)
        self.assertEqual(len(record.spool_slips()), 2)

    def test_queries_do_not_grow(self):
        order = self.sold()
        counts = []
        # The first time rights are read that are remembered from then on.
        for many in (1, 1, 10):
            for _each in range(many):
                self.receipt(order)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            order.spool_slips()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts[1:])
