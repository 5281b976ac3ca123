import argparse
import json
import random
import unittest

from bakery_cli.main import build_parser
from bakery_cli.proofs.kitchen import Kitchen
from bakery_cli.proofs.kitchen.bill import CREATE, DELETE, UPDATE, Bill
from bakery_cli.proofs.kitchen.ledger import RULES, Ledger

SCENE = {
    "goods": {
        "7": {"price": 30000, "stations": [1, 2]},
        "8": {"price": 10000, "stations": []},
    },
    "session": 3,
    "company": 1,
    "cash": 4,
    "printing": 1,
}


def bill():
    return Bill(SCENE, random.Random(1), table=5)


class TestBill(unittest.TestCase):
    def test_it_says_all_it_knows_until_it_is_answered(self):
        order = bill()
        line = order.add("7", 2)
        order.ask()
        self.assertEqual(order.payload()["lines"][0][0], CREATE)
        self.assertEqual(order.payload()["amount_total"], 60000)
        send = order.sends[0]["uuid"]
        answer = {
            "pos.order": [{"uuid": order.uuid, "id": 9, "state": "draft"}],
            "pos.order.line": [{"uuid": line, "id": 11}],
            "kitchen_acks": {send: {"status": "done"}},
        }
        order.hear(answer)
        self.assertEqual(order.payload()["lines"][0][:2], [UPDATE, 11])
        self.assertFalse(order.payload()["kitchen_sends"])
        order.remove(line)
        self.assertEqual(order.payload()["lines"], [[DELETE, 11, 0]])

    def test_a_bill_is_paid_once(self):
        order = bill()
        order.add("8", 1)
        first, again = (order.payload(paid=True)["payment_ids"] for _n in range(2))
        self.assertEqual(first, again)

    def test_split_goods_keep_where_they_came_from(self):
        order = bill()
        line = order.add("7", 3)
        part = order.split_off(line, 1)
        came = [json.loads(values["came_from"]) for values in part.lines.values()]
        self.assertEqual((order.lines[line]["qty"], came), (2, [{line: 1}]))


class TestLedger(unittest.TestCase):
    """What the proof would say if the kitchen were wrong."""

    def differences(self, order, **row):
        key = next(iter(order.lines), "?")
        right = {"qty": 2, "product": 7, "sent": 2, "skipped": 0}
        told = {"told": {"1": 2, "2": 2}}
        rows = [{"uuid": key, **right, **told, **row}]
        return Ledger(lambda sql: json.dumps(rows), SCENE).differences(order)

    def setUp(self):
        self.order = bill()
        self.order.add("7", 2)

    def test_nothing_is_said_of_what_is_right(self):
        self.assertEqual(self.differences(self.order), [])

    def test_lost_and_doubled_are_seen(self):
        wrong = (
            {"sent": 0, "told": None},
            {"sent": 4, "told": {"1": 4, "2": 4}},
            {"told": {"1": 2}},
            {"told": {"1": 2, "2": 4}},
            {"told": {"1": 2, "2": 2, "3": 2}},
            {"qty": 1},
            {"uuid": "somebody else's"},
        )
        for row in wrong:
            with self.subTest(row=row):
                self.assertTrue(self.differences(self.order, **row))

    def test_what_was_cancelled_must_not_be_made(self):
        self.order.state = "cancel"
        self.assertTrue(self.differences(self.order))
        self.assertFalse(self.differences(self.order, sent=0, told={"1": 0, "2": 0}))

    def test_what_was_skipped_is_not_made_and_not_missing(self):
        row = {"sent": 0, "skipped": 2, "told": None}
        self.assertEqual(self.differences(self.order, **row), [])

    def test_each_rule_speaks(self):
        for rule, sql in RULES.items():
            sql.format(**SCENE)
            with self.subTest(rule=rule):
                broken = Ledger(
                    lambda asked, sql=sql: (
                        "x\n" if asked == sql.format(**SCENE) else ""
                    ),
                    SCENE,
                ).broken()
                self.assertEqual(broken, [f"{rule}: x"])


class TestCommand(unittest.TestCase):
    def test_seeds_share_the_sends(self):
        args = build_parser().parse_args(
            ["prove", "kitchen", "--seeds", "1-4", "--sends", "1000"]
        )
        self.assertEqual((args.what, args.sends), ("kitchen", 1000))
        proof = Kitchen.__new__(Kitchen)
        proof.sends = Kitchen.share(args)
        self.assertEqual(proof._size(), 250)
        few = argparse.Namespace(sends=3, seeds="1-9")
        self.assertEqual(Kitchen.share(few), 1)
