import base64
from uuid import uuid4

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_print import PrintCommon
from .test_print_slips import png


@tagged("post_install", "-at_install")
class TestPrintTablet(PrintCommon):
    """Tablets hand their drawn slips to the spool."""

    def setUp(self):
        super().setUp()
        self.paper = self.env["pos.printer"].create(
            {
                "name": "Struk Uji",
                "printer_type": "bakery_spool",
                "spool_printer_id": self.printer.id,
            }
        )
        self.image = base64.b64encode(png(200, 100)).decode()
        waiter = new_test_user(
            self.env, "pelayan_cetak", groups="point_of_sale.group_pos_user"
        )
        self.hers = self.paper.with_user(waiter)

    def test_once(self):
        """A tablet that asks again, since the answer got lost, gets one slip."""
        uuid = str(uuid4())
        for _attempt in range(2):
            self.assertEqual(
                self.hers.spool_picture(self.image, uuid), {"result": True}
            )
        self.drain()
        self.assertEqual(self.printed(), [["[picture]"]])

    def test_strangers(self):
        stranger = new_test_user(self.env, "tamu_cetak", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.paper.with_user(stranger).spool_picture(self.image, str(uuid4()))

    def test_bad_input(self):
        """One sentence, and no slip is left behind."""
        uuid = str(uuid4())
        before = self.jobs.search_count([])
        for image, key in (
            ("", uuid), ("not base64!", uuid), ("QUJD", uuid), (None, uuid), (7, uuid),
            ("A" * 4_000_000, uuid), (self.image, "no-uuid"), (self.image, None),
        ):  # fmt: skip
            with self.assertRaises(UserError):
                self.hers.spool_picture(image, key)
        self.assertEqual(self.jobs.search_count([]), before)

    def test_without_a_spool_printer(self):
        with self.assertRaises(ValidationError):
            self.paper.spool_printer_id = False
        self.printer.active = False
        with self.assertRaises(UserError):
            self.hers.spool_picture(self.image, str(uuid4()))

    def test_addresses_stay_here(self):
        """The tablet learns that it prints by the server, not where the printer is."""
        till = self.env["pos.config"].create(
            {"name": "Kasir Cetak", "printer_ids": [(4, self.paper.id)]}
        )
        loaded = self.env["pos.printer"]._load_pos_data_fields(till)
        self.assertIn("printer_type", loaded)
        self.assertNotIn("spool_printer_id", loaded)
