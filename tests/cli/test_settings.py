import os
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from bakery_cli.errors import BakeryError
from bakery_cli.settings import CHECKOUT, Settings


def from_environment(env=None, **options):
    with mock.patch.dict(os.environ, env or {}, clear=True):
        return Settings.from_environment(SimpleNamespace(**options))


class TestSettings(unittest.TestCase):
    def test_options_win_over_the_environment(self):
        env = {"BAKERY_HOME": "/srv/a", "BAKERY_DB": "satu", "BAKERY_PORT": "8100"}
        settings = from_environment(env, db="dua", port="8200")
        self.assertEqual(settings.home, Path("/srv/a"))
        self.assertEqual((settings.db, settings.port), ("dua", 8200))

    def test_a_name_that_is_no_database_is_refused(self):
        for name in ("Toko", "1toko", "toko roti", "../x", "toko;drop", ""):
            with self.subTest(name=name), self.assertRaises(BakeryError):
                from_environment({"BAKERY_HOME": "/srv/a"}, db=name)

    def test_a_port_out_of_range_is_refused(self):
        for port in ("0", "65536", "http", "-1"):
            with self.subTest(port=port), self.assertRaises(BakeryError):
                from_environment({"BAKERY_HOME": "/srv/a"}, port=port)

    def test_a_state_folder_inside_the_checkout_is_refused(self):
        with self.assertRaisesRegex(BakeryError, "BAKERY_HOME"):
            from_environment({"BAKERY_HOME": str(CHECKOUT / "state")})

    def test_a_long_state_folder_gets_short_sockets(self):
        settings = Settings(home=Path("/srv") / ("a" * 120))
        self.assertLess(len(str(settings.short_path("main"))), 60)

    def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(self):
        with tempfile.NamedTemporaryFile() as file:
            settings = Settings(home=Path(file.name) / "home")
            with self.assertRaisesRegex(BakeryError, "BAKERY_HOME"):
                settings.make_folders()
