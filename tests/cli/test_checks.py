import contextlib
import io
import os
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from bakery_cli import build, checks, debian, odoo_source, postgres
from bakery_cli.commands import doctor
from bakery_cli.errors import BakeryError
from bakery_cli.settings import Settings


class TestChecks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.settings = Settings(home=Path(folder.name) / "home")
        patcher = mock.patch.dict(os.environ)
        patcher.start()
        self.addCleanup(patcher.stop)
        for name in ("ODOO_HOME", "BAKERY_ODOO_ARCHIVE"):
            os.environ.pop(name, None)

    def test_a_python_that_odoo_is_not_pinned_for(self):
        for version, fits in (((3, 10), False), ((3, 11), True), ((3, 14), False)):
            refused = self.assertRaisesRegex(BakeryError, "3.11")
            with (
                self.subTest(version=version),
                mock.patch.object(checks.sys, "version_info", version),
                contextlib.nullcontext() if fits else refused,
            ):
                checks.require_python()

    def test_too_little_disk(self):
        usage = SimpleNamespace(free=5 * 2**30)
        with (
            mock.patch.object(checks.shutil, "disk_usage", return_value=usage),
            self.assertRaisesRegex(BakeryError, "5.0 GB"),
        ):
            checks.require_disk(self.settings)

    def test_a_half_unpacked_tree(self):
        (self.settings.odoo_root / "19.0.partial-1").mkdir(parents=True)
        with self.assertRaisesRegex(BakeryError, "half unpacked"):
            checks.check_odoo(self.settings)

    def test_missing_packages_without_any_right_to_install(self):
        with (
            mock.patch.object(debian.os, "geteuid", return_value=1000),
            mock.patch.object(debian.shutil, "which", return_value=None),
            self.assertRaisesRegex(BakeryError, "postgresql"),
        ):
            debian.install(["postgresql"], self.settings.home / "log")

    def test_a_package_gone_from_the_suite(self):
        self.settings.make_folders()
        with (
            mock.patch.object(odoo_source, "_private_apt", return_value=[]),
            mock.patch.object(odoo_source.proc, "run"),
            mock.patch.object(odoo_source.proc, "output", return_value=""),
            self.assertRaisesRegex(BakeryError, "no odoo-19"),
        ):
            odoo_source._from_suite(self.settings, "sid", None, lambda text: None)

    def test_an_unreachable_mirror_tries_the_other_sources_and_says_so(self):
        failing = mock.Mock(side_effect=BakeryError("unreachable"))
        self.settings.make_folders()
        with (
            mock.patch.object(odoo_source.proc, "run", failing),
            mock.patch.object(odoo_source, "_private_apt", return_value=[]),
            self.assertRaisesRegex(BakeryError, "unreachable") as caught,
        ):
            odoo_source.ensure(self.settings, self.settings.home / "log")
        self.assertEqual(str(caught.exception).count("unreachable"), 2)

    def test_a_database_of_another_series(self):
        answers = iter(("ir_module_module", "18.0.1.3"))
        cluster = mock.Mock(psql=lambda sql, database: next(answers))
        with self.assertRaisesRegex(BakeryError, "18.0.1.3"):
            build.check_series(cluster, "toko")

    def test_a_database_that_is_not_odoos(self):
        cluster = mock.Mock(psql=lambda sql, database: "")
        with self.assertRaisesRegex(BakeryError, "not Odoo's"):
            build.check_series(cluster, "toko")

    def test_a_cluster_of_another_postgresql(self):
        cluster = postgres.Cluster(self.settings)
        cluster.data.mkdir(parents=True)
        (cluster.data / "PG_VERSION").write_text("9\n")
        programs = Path("/usr/lib/postgresql/15/bin")
        with (
            mock.patch.object(postgres, "binaries", return_value=programs),
            self.assertRaisesRegex(BakeryError, "PostgreSQL 9"),
        ):
            cluster._check_version()

    def test_doctor_changes_nothing(self):
        with contextlib.redirect_stdout(io.StringIO()):
            code = doctor.run(self.settings, None)
        self.assertEqual(code, 1)
        self.assertFalse(self.settings.home.exists())


class TestOtherServer(unittest.TestCase):
    def test_the_users_own_server_is_used_as_it_is(self):
        settings = Settings(home=Path("/srv/b"), db_host="db.example")
        with mock.patch.dict(os.environ, {"PGUSER": "toko", "PGPASSWORD": "x"}):
            options = postgres.Cluster(settings).odoo_options()
        self.assertEqual(options["db_host"], "db.example")
        self.assertEqual((options["db_user"], options["db_password"]), ("toko", "x"))

    def test_the_business_clock_has_a_server_of_its_own(self):
        settings = Settings(home=Path("/srv/b"), db_host="db.example")
        self.assertFalse(postgres.Cluster(settings, "clock").external)
