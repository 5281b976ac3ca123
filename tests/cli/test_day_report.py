import contextlib
import io
import json
import random
import string
import unittest
from pathlib import Path
from unittest import mock

from bakery_cli.day import report, steps
from bakery_cli.day.books import Account, Check
from bakery_cli.day.context import Document
from bakery_cli.day.player import Result
from bakery_cli.day.taxes import Tax, line_amounts, order_amounts, rupiah
from bakery_cli.day.till import Till
from bakery_cli.i18n import LOCALE_DIR


def result(documents=(), error=None):
    return Result("k", "Receipt", "warehouse_clerk", "gudang", 1.25, documents, error)


def document(name):
    link = f"http://x/odoo/stock.picking/{name}"
    return Document("k", "warehouse_clerk", "stock.picking", 1, name, link)


class TestLines(unittest.TestCase):
    def setUp(self):
        patch = mock.patch.dict("os.environ", {"BAKERY_LANG": "en"})
        patch.start()
        self.addCleanup(patch.stop)

    def test_money_is_written_as_in_indonesia(self):
        for amount, text in ((1250000, "1.250.000"), (-950, "-950"), (0, "0")):
            self.assertEqual(report.money(amount), text)
        self.assertEqual(report.money(-0.2), "0")

    def test_a_step_is_one_line_with_a_link(self):
        line = report.step_line(result([document("A"), document("B")]))
        self.assertNotIn("\n", line)
        for part in ("Receipt (gudang)", "1.2 s", "A  http://x/odoo", "and 1 more"):
            self.assertIn(part, line)

    def test_a_step_without_documents_says_so(self):
        self.assertIn("nothing to do", report.step_line(result()))

    def test_a_step_says_how_it_was_done(self):
        done = result([document("A")])
        done.remark = "without a browser"
        line = report.step_line(done)
        self.assertTrue(line.endswith("stock.picking/A  (without a browser)"), line)

    def test_a_failed_step_shows_its_sentence(self):
        self.assertIn("No flour.", report.step_line(result(error="No flour.")))

    def test_differences_are_printed(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            report.print_checks([Check("stock", "Stock", 100.0, 40.0)])
        self.assertIn("40 instead of 100, difference -60", out.getvalue())

    def test_books_show_every_account_and_the_total(self):
        lines = [Account("1", "Kas", 5, 0, 5), Account("4", "Jual", 0, 5, -5)]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            report.print_books(lines, [], 12345)
        for part in ("Kas", "Jual", "Total", "12.345"):
            self.assertIn(part, out.getvalue())

    def test_a_result_is_ready_for_machines(self):
        text = json.dumps(result([document("A")]).as_dict())
        self.assertEqual(json.loads(text)["documents"][0]["name"], "A")


class TestTaxes(unittest.TestCase):
    def test_added_tax(self):
        lines = [line_amounts(10000, 2, [Tax(1, 0.11, False)])]
        self.assertEqual(order_amounts(lines, True), (2200, 22200))

    def test_included_tax(self):
        lines = [line_amounts(11000, 1, [Tax(1, 0.10, True)])]
        self.assertEqual(order_amounts(lines, True), (1000, 11000))

    def test_restaurant_tax_is_charged_on_service(self):
        taxes = [Tax(2, 0.1, False, sequence=10), Tax(1, 0.05, False, True)]
        lines = [line_amounts(80000, 1, taxes)]
        self.assertEqual(order_amounts(lines, True), (12400, 92400))

    def test_both_in_the_price(self):
        taxes = [Tax(1, 0.05, True, True), Tax(2, 0.1, True, sequence=10)]
        amounts = line_amounts(92400, 1, taxes)
        self.assertEqual(round(amounts.untaxed), 80000)
        self.assertEqual(order_amounts([amounts], True), (12400, 92400))

    def test_rounding_per_line_and_per_order(self):
        lines = [line_amounts(1004, 1, [Tax(1, 0.11, False)])] * 3
        self.assertEqual(order_amounts(lines, True), (331, 3343))
        self.assertEqual(order_amounts(lines, False), (330, 3342))

    def test_half_a_rupiah_goes_up(self):
        self.assertEqual((rupiah(0.5), rupiah(-0.5), rupiah(1.4)), (1, -1, 1))

    def test_other_kinds_of_tax_are_not_guessed(self):
        row = {"id": 1, "amount": 5, "amount_type": "fixed", "price_include": False}
        self.assertIsNone(Tax.from_row(row))


class TestPayments(unittest.TestCase):
    def till(self, seed, coin=0):
        till = Till.__new__(Till)
        till.coin = coin
        till.dice = random.Random(seed)
        till.payment_methods = [
            {"id": 1, "name": "Tunai", "type": "cash"},
            {"id": 2, "name": "Kartu", "type": "bank"},
            {"id": 3, "name": "QRIS", "type": "bank"},
        ]
        return till

    def pay(self, seed, total, parts=1, coin=0):
        order = {
            "amount_total": total,
            "payment_ids": [],
            "amount_paid": 0.0,
            "amount_return": 0.0,
        }
        return self.till(seed, coin).pay(order, parts)

    def test_payment_less_change_is_the_total(self):
        for seed in range(30):
            order = self.pay(seed, 33501.0, parts=seed % 4 + 1)
            self.assertEqual(order["amount_paid"] + order["amount_return"], 33501.0)
            self.assertLessEqual(order["amount_return"], 0)

    def test_cash_is_paid_in_whole_coins(self):
        for seed in range(30):
            order = self.pay(seed, 33549.0, parts=seed % 4 + 1, coin=100)
            methods = {row[2]["payment_method_id"] for row in order["payment_ids"]}
            paid = order["amount_paid"] + order["amount_return"]
            self.assertEqual(paid, 33500 if 1 in methods else 33549)

    def test_a_split_bill_takes_two_methods(self):
        methods = {
            row[2]["payment_method_id"]
            for row in self.pay(3, 20000.0, parts=2)["payment_ids"]
        }
        self.assertEqual(len(methods), 2)

    def test_there_is_one_payment_for_each_part_and_one_in_cash(self):
        for seed in range(30):
            rows = [row[2] for row in self.pay(seed, 20001.0, 5)["payment_ids"]]
            self.assertEqual(len(rows), 5)
            used = [row["payment_method_id"] for row in rows]
            self.assertLessEqual(used.count(1), 1)


class TestGuestsApart(unittest.TestCase):
    """Each guest pays what is at his seat, and together they pay the bill."""

    def setUp(self):
        self.till = Till.__new__(Till)
        self.till.session = 7
        self.till.position = None
        self.till.globally = False
        self.till.taxes = {1: Tax(1, 0.1, False)}
        self.till.config = {"company_id": [1, "Roti"], "pricelist_id": False}
        self.till._amounts_of = {}
        basket = [(self.row(product), product) for product in (1, 2, 3)]
        self.order = self.till.order(basket, seats=2, table_id=5)
        lines = [line["uuid"] for _command, _id, line in self.order["lines"]]
        self.ids = {line: number for number, line in enumerate(lines, 100)}

    @staticmethod
    def row(product):
        return {
            "id": product,
            "display_name": "Roti",
            "lst_price": 1234.0 * product,
            "taxes_id": [1],
            "tracking": "none",
        }

    def test_the_parts_are_the_whole(self):
        first, second = self.till.guests_apart(self.order, self.ids)
        whole = self.order["amount_total"]
        self.assertEqual(first["amount_total"] + second["amount_total"], whole)
        self.assertEqual(first["uuid"], self.order["uuid"])
        self.assertEqual(first["lines"], [(2, 101)])
        self.assertEqual([line["qty"] for _c, _i, line in second["lines"]], [2])
        moved = self.order["lines"][1][2]["uuid"]
        [(_command, _id, line)] = second["lines"]
        self.assertEqual(json.loads(line["came_from"]), {moved: 2})
        self.assertFalse(second["table_id"], "it would be folded into the first")

    def test_a_tip_is_added_in_whole_thousands(self):
        self.till.tips = {**self.row(9), "taxes_id": []}
        before = self.order["amount_total"]
        amount = self.till.tip(self.order, list(self.ids), 10)
        self.assertEqual(amount % 1000, 0)
        self.assertEqual(self.order["amount_total"], before + amount)


class TestCatalogue(unittest.TestCase):
    def setUp(self):
        path = Path(LOCALE_DIR) / "id" / "day.json"
        self.catalogue = json.loads(path.read_text(encoding="utf-8"))

    def test_every_step_has_an_indonesian_name(self):
        for step in steps.load():
            self.assertIn(step.name, self.catalogue)

    def test_placeholders_survive(self):
        for source, translated in self.catalogue.items():
            fields = [
                {part[1] for part in string.Formatter().parse(text) if part[1]}
                for text in (source, translated)
            ]
            self.assertEqual(fields[0], fields[1], source)
