import threading
import unittest

from bakery_cli.day import steps
from bakery_cli.day.cast import LOGINS, Cast
from bakery_cli.day.context import Day
from bakery_cli.day.player import Player
from bakery_cli.day.steps.base import Step
from bakery_cli.errors import BakeryError


class Fake(Step):
    role = "sales"

    def __init__(self, key, work=None):
        self.key = key
        self.name = key.title()
        self.work = work or (lambda day: None)

    def run(self, day):
        self.work(day)


def make_day(seed=1):
    return Day("http://127.0.0.1:1", "t_none", Cast("secret"), seed=seed)


def play(work, day=None):
    """Play the fake steps ``work``; return the player and whether all went through."""
    player = Player(day or make_day())
    loaded, steps.load = steps.load, lambda: work
    try:
        return player, player.play()
    finally:
        steps.load = loaded


class TestRegistry(unittest.TestCase):
    def test_steps_are_complete(self):
        for step in steps.load():
            with self.subTest(step=step.key):
                self.assertTrue(step.name)
                self.assertTrue(step.__doc__)
                self.assertIn(step.role, LOGINS)

    def test_no_step_is_played_by_an_administrator(self):
        self.assertNotIn("admin", {LOGINS[step.role] for step in steps.load()})

    def test_the_owner_only_prepares_and_judges_batches(self):
        owned = [step.key for step in steps.load() if step.role == "owner"]
        self.assertEqual(owned, ["preparation", "batch_decision"])

    def test_order_and_keys_are_unambiguous(self):
        loaded = steps.load()
        sequences = [step.sequence for step in loaded]
        self.assertEqual(sequences, sorted(set(sequences)))
        self.assertEqual(len({step.key for step in loaded}), len(loaded))

    def test_the_trade_of_a_day_is_there(self):
        keys = [step.key for step in steps.load()]
        for first, later in (
            ("vendor_order", "price_comparison"),
            ("price_comparison", "purchase_approval"),
            ("purchase_approval", "receipt"),
            ("inspection", "vendor_return"),
            ("receipt", "vendor_bill"),
            ("vendor_bill", "vendor_payment"),
            ("replenishment", "production"),
            ("production", "batch_check"),
            ("batch_check", "batch_decision"),
            ("batch_decision", "dispatch"),
            ("production", "outlet_transfer"),
            ("outlet_transfer", "cafe_sales"),
            ("shop_sales", "stock_request"),
            ("shop_sales", "waste"),
            ("web_order", "web_delivery"),
            ("wholesale_order", "wholesale_delivery"),
            ("invoice_posting", "customer_payment"),
        ):
            self.assertLess(keys.index(first), keys.index(later))

    def test_no_step_begins_while_utc_has_yesterday(self):
        self.assertTrue(all(step.hour >= 8 for step in steps.load()))

    def test_hours_never_go_back(self):
        hours = [step.hour for step in steps.load()]
        self.assertEqual(hours, sorted(hours))


class TestDice(unittest.TestCase):
    def throws(self, seed, key):
        day = make_day(seed)
        day.begin(Fake(key))
        return [day.dice.randint(1, 10**6) for _number in range(5)]

    def test_the_same_seed_throws_the_same(self):
        self.assertEqual(self.throws(7, "shop"), self.throws(7, "shop"))

    def test_another_seed_throws_differently(self):
        self.assertNotEqual(self.throws(7, "shop"), self.throws(8, "shop"))

    def test_a_step_added_before_changes_nothing(self):
        day = make_day(7)
        day.begin(Fake("new"))
        day.dice.random()
        day.begin(Fake("shop"))
        thrown = [day.dice.randint(1, 10**6) for _number in range(5)]
        self.assertEqual(thrown, self.throws(7, "shop"))


class TestPlayer(unittest.TestCase):
    def test_documents_belong_to_their_step(self):
        def sell(day):
            day.record("sale.order", 7, "S00007", 1000.0)

        day = make_day()
        player, played = play([Fake("one", sell), Fake("two")], day)
        self.assertTrue(played)
        self.assertEqual([len(r.documents) for r in player.results], [1, 0])
        self.assertEqual(day.made("one")[0].link, f"{day.url}/odoo/sale.order/7")

    def test_a_failure_ends_the_day_with_its_sentence(self):
        def fail(day):
            raise BakeryError("No flour.")

        player, played = play([Fake("one", fail), Fake("two")])
        self.assertFalse(played)
        self.assertEqual([r.error for r in player.results], ["No flour."])

    def test_what_does_not_apply_is_left_out(self):
        step = Fake("one")
        step.applies = lambda day: False
        player, played = play([step])
        self.assertTrue(played)
        self.assertEqual(player.results, [])


class TestSideBySide(unittest.TestCase):
    def steps(self, meet):
        """Return two neighbours that wait for each other, and one behind them."""

        def work(day):
            meet.wait(10)
            day.record("pos.session", len(day.documents) + 1, day._door)

        one, two, last = Fake("one", work), Fake("two", work), Fake("three")
        one.beside = two.beside = "tills"
        return [one, two, last]

    def test_neighbours_run_at_once_where_there_are_two_doors(self):
        day = make_day()
        day.doors = [day.url, "http://127.0.0.1:2"]
        player, played = play(self.steps(threading.Barrier(2)), day)
        self.assertTrue(played)
        self.assertEqual([r.key for r in player.results], ["one", "two", "three"])
        self.assertEqual([len(r.documents) for r in player.results], [1, 1, 0])
        self.assertEqual({d.name for d in day.documents}, set(day.doors))

    def test_steps_of_one_lane_go_on_in_turn_behind_one_door(self):
        def work(day):
            day.record("stock.picking", 1, day._door)

        group = [Fake(key, work) for key in ("bill", "bake", "pay", "send")]
        for step, lane in zip(group, ("office", "kitchen") * 2, strict=True):
            step.beside, step.lane = "goods", lane
        day = make_day()
        day.doors = [day.url, "http://127.0.0.1:2"]
        player, _played = play(group, day)
        keys = [result.key for result in player.results]
        self.assertEqual(keys, ["bill", "bake", "pay", "send"])
        doors = {result.key: result.documents[0].name for result in player.results}
        self.assertEqual(doors["bill"], doors["pay"])
        self.assertEqual(doors["bake"], doors["send"])
        self.assertNotEqual(doors["bill"], doors["bake"])

    def test_a_lane_ends_with_its_first_failure(self):
        def fail(day):
            raise BakeryError("No change.")

        bill, bake, pay = Fake("bill", fail), Fake("bake"), Fake("pay")
        for step, lane in ((bill, "office"), (bake, "kitchen"), (pay, "office")):
            step.beside, step.lane = "goods", lane
        day = make_day()
        day.doors = [day.url, "http://127.0.0.1:2"]
        player, played = play([bill, bake, pay], day)
        self.assertFalse(played)
        self.assertEqual([r.key for r in player.results], ["bill", "bake"])

    def test_links_lead_to_the_first_door(self):
        day = make_day()
        day.doors = [day.url, "http://127.0.0.1:2"]
        play(self.steps(threading.Barrier(2)), day)
        self.assertTrue(all(d.link.startswith(day.url) for d in day.documents))

    def test_with_one_door_they_run_in_turn(self):
        player, played = play(self.steps(threading.Barrier(1)))
        self.assertTrue(played)
        self.assertEqual([r.key for r in player.results], ["one", "two", "three"])

    def test_a_failure_on_one_side_ends_the_day(self):
        def fail(day):
            raise BakeryError("No change.")

        one, two = Fake("one", fail), Fake("two")
        one.beside = two.beside = "tills"
        day = make_day()
        day.doors = [day.url, "http://127.0.0.1:2"]
        player, played = play([one, two, Fake("three")], day)
        self.assertFalse(played)
        errors = [result.error for result in player.results]
        self.assertEqual(errors, ["No change.", None])


class TestRhythm(unittest.TestCase):
    def played(self, rhythm, weekday):
        day = make_day()
        day.rhythm = rhythm
        day.weekday = lambda: weekday
        weekly, daily = Fake("weekly"), Fake("daily")
        weekly.weekdays = (2,)
        player, _played = play([weekly, daily], day)
        return [result.key for result in player.results]

    def test_one_day_has_everything(self):
        self.assertEqual(self.played(False, 0), ["weekly", "daily"])

    def test_a_year_keeps_to_the_weekdays(self):
        self.assertEqual(self.played(True, 0), ["daily"])
        self.assertEqual(self.played(True, 2), ["weekly", "daily"])


class TestCast(unittest.TestCase):
    def test_an_own_password_comes_first(self):
        cast = Cast("all", {"kasir": "own"})
        self.assertEqual(cast.secret("cashier"), "own")
        self.assertEqual(cast.secret("baker"), "all")

    def test_an_unknown_password_is_asked_for(self):
        with self.assertRaises(BakeryError):
            Cast().secret("cashier")
