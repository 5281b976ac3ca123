import datetime
import json
import os
import stat
import subprocess
import sys
import tempfile
import threading
import unittest
from collections import Counter
from pathlib import Path
from unittest import mock

from bakery_cli.day import atomic, clock, dates
from bakery_cli.day.cast import Cast, CastFile
from bakery_cli.day.chronicle import Progress, duration, orders_on
from bakery_cli.day.context import ZONE
from bakery_cli.day.season import span


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class TestAtomicity(Folder):
    def test_readers_never_see_half_a_file(self):
        path = self.folder / "time"
        texts = {"+" + "1" * 5000, "-" + "2" * 5000}
        atomic.write_atomic(path, min(texts))
        stop, seen = threading.Event(), set()

        def read():
            while not stop.is_set():
                seen.add(path.read_text())

        reader = threading.Thread(target=read)
        reader.start()
        for _number in range(200):
            for text in texts:
                atomic.write_atomic(path, text)
        stop.set()
        reader.join()
        self.assertLessEqual(seen, texts)

    def test_a_failed_write_leaves_the_old_file_and_no_rest(self):
        path = self.folder / "time"
        atomic.write_atomic(path, "old")
        with mock.patch("os.replace", side_effect=OSError), self.assertRaises(OSError):
            atomic.write_atomic(path, "new")
        self.assertEqual(path.read_text(), "old")
        self.assertEqual(os.listdir(self.folder), ["time"])

    def test_passwords_are_for_their_owner_alone(self):
        file = CastFile(self.folder, "t_none")
        file.save(Cast(None, {"kasir": "secret"}))
        self.assertEqual(stat.S_IMODE(file.path.stat().st_mode), 0o600)
        self.assertEqual(file.load(), {"kasir": "secret"})


class TestClock(Folder):
    def setUp(self):
        super().setUp()
        self.clock = clock.Clock(self.folder / "time")
        self.morning = self.clock.at(datetime.date(2026, 3, 1), 8)

    def test_the_file_holds_an_offset(self):
        self.clock.set(self.morning)
        self.assertRegex(self.clock.path.read_text(), r"^[+-]\d+\.\d{3}\n$")

    def test_the_clock_runs_on_from_where_it_was_set(self):
        self.clock.set(self.morning)
        passed = (self.clock.now() - self.morning).total_seconds()
        self.assertTrue(0 <= passed < 5)

    def test_it_advances_but_never_goes_back(self):
        with mock.patch("time.sleep") as slept:
            self.clock.set(self.morning)
            self.clock.advance(self.morning)
            slept.reset_mock()
            self.clock.advance(self.clock.at(datetime.date(2026, 2, 1), 8))
            slept.assert_not_called()
            self.clock.advance(self.clock.at(datetime.date(2026, 3, 2), 8))
            slept.assert_called_once()
        date = self.clock.now().astimezone(ZONE).date()
        self.assertEqual(date, datetime.date(2026, 3, 2))

    def test_a_move_begun_earlier_is_waited_for_once(self):
        with mock.patch("time.sleep") as slept:
            self.clock.set(self.morning)
            self.clock.begin(self.clock.at(datetime.date(2026, 3, 2), 8))
            slept.assert_not_called()
            self.clock.advance(self.clock.at(datetime.date(2026, 3, 2), 8))
            slept.assert_called_once()
        self.assertLessEqual(slept.call_args[0][0], clock.NOTICE)

    def test_every_hour_of_work_has_one_date_in_both_zones(self):
        moment = self.clock.at(datetime.date(2026, 3, 1), 8)
        utc = moment.astimezone(datetime.timezone.utc)
        self.assertEqual(utc.date(), moment.date())

    def test_a_server_on_the_clock_can_sleep(self):
        code = "import time; time.sleep(0.01); time.sleep(0); print('slept')"
        env = {**os.environ, "PYTHONPATH": str(clock.START_FILE), "LD_PRELOAD": ""}
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env=env,
            check=False,
        )
        self.assertEqual(done.stdout, "slept\n", done.stderr)


class TestDates(unittest.TestCase):
    def test_times_count_as_dates_at_the_bakery(self):
        self.assertEqual(dates.local_date("2026-03-01 17:30:00"), "2026-03-02")
        self.assertEqual(dates.local_date("2026-03-01 16:30:00"), "2026-03-01")
        self.assertEqual(dates.local_date("2026-03-01"), "2026-03-01")
        self.assertIsNone(dates.local_date(False))

    def test_strays_are_what_has_another_date(self):
        found = {"pos.order": Counter({"2026-03-01": 20, "2026-03-02": 1, None: 2})}
        self.assertEqual(
            dates.strays(found, "2026-03-01"),
            [("pos.order", "2026-03-02", 1), ("pos.order", None, 2)],
        )

    def test_the_plan_of_what_is_not_baked_yet_is_no_date(self):
        day = mock.MagicMock(notes={})
        day.documents = [mock.Mock(model="mrp.production", id=n) for n in (1, 2)]
        client = day.client.return_value
        orders = {1: ("done", "2026-03-01 03:00:00"), 2: ("confirmed", "2026-02-28")}

        def search(model, domain, fields):
            if model != "mrp.production":
                return []
            wanted = {field: value for field, _sign, value in domain}
            return [{"id": n} for n in wanted["id"] if orders[n][0] == wanted["state"]]

        client.search.side_effect = search
        client.read.side_effect = lambda model, ids, fields: [
            {"date_finished": orders[n][1]} for n in ids
        ]
        found = dates.audit(day, "2026-03-01")
        self.assertEqual(found, {"mrp.production": Counter({"2026-03-01": 1})})

    def test_a_season_ends_yesterday(self):
        today = datetime.date(2026, 3, 3)
        self.assertEqual(
            span(2, today), [datetime.date(2026, 3, 1), datetime.date(2026, 3, 2)]
        )


class TestProgress(Folder):
    def test_a_stopped_history_goes_on_with_the_same_dates(self):
        path = self.folder / "history.json"
        progress = Progress(path)
        calendar = progress.calendar(3)
        progress.save(done=calendar[0].isoformat())
        resumed = Progress(path)
        resumed.save(last=json.loads(path.read_text())["last"])
        self.assertEqual(resumed.calendar(3), calendar)
        done = [resumed.done(date) for date in calendar]
        self.assertEqual(done, [True, False, False])

    def test_a_new_database_begins_again(self):
        progress = Progress(self.folder / "history.json")
        progress.save(done="2026-03-01", clock="x", last="2026-03-02")
        progress.forget_days()
        self.assertEqual(Progress(progress.path).data, {"last": "2026-03-02"})

    def test_weekends_are_busier(self):
        saturday, monday = datetime.date(2026, 3, 7), datetime.date(2026, 3, 9)
        self.assertGreater(orders_on(saturday, 10), orders_on(monday, 10))
        self.assertEqual(orders_on(monday, 1), 1)

    def test_remaining_time_is_readable(self):
        self.assertEqual(duration(3900), "1:05 h")
