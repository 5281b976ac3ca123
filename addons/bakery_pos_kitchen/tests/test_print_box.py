import base64

from odoo.tests import BaseCase, tagged

from ..printing import transport
from ..printing.decode import text_lines
from .common_print import PrintCommon
from .fake_box import FakeBox

SLIP = b"\x1b@Roti\n"
# Seconds: long on the loopback, and short for who waits.
HASTY = 0.5


@tagged("post_install", "-at_install")
class TestPrintBox(BaseCase):
    """An IoT box over a real socket: raw bytes in base64, and true or false."""

    def setUp(self):
        super().setUp()
        self.box = FakeBox()
        self.addCleanup(self.box.close)

    def send(self, mode):
        self.box.mode = mode
        return transport.send_box("127.0.0.1", self.box.port, SLIP, HASTY)

    def assertFails(self, mode, code, ambiguous):
        with self.assertRaises(transport.NotPrinted) as caught:
            self.send(mode)
        failure = caught.exception
        self.assertEqual((failure.code, failure.ambiguous), (code, ambiguous), mode)

    def test_prints(self):
        """It took the slip; whether it is on paper the box does not say."""
        self.assertEqual(self.send("prints"), "sent")
        self.assertEqual(self.box.paths, ["/hw_proxy/default_printer_action"])
        self.assertEqual(base64.b64decode(self.box.documents[0]), SLIP)

    def test_says_no(self):
        for mode in ("has_no_printer", "fails", "lists", "errs"):
            self.assertFails(mode, "refused", False)

    def test_says_nothing_that_counts(self):
        """It has the slip, and nobody knows what it did with it."""
        for mode in ("hangs", "cuts", "halves", "babbles"):
            self.assertFails(mode, "silent", True)

    def test_sends_elsewhere(self):
        """Slips go to the box that was named, and to no other address."""
        self.assertFails("sends_away", "refused", False)
        self.assertEqual(len(self.box.paths), 1)

    def test_off(self):
        self.box.close()
        self.assertFails("prints", "unreachable", False)


@tagged("post_install", "-at_install")
class TestPrintByBox(PrintCommon):
    """Slips of the spool, by a box."""

    def test_once_or_as_a_copy(self):
        box = FakeBox("cuts")
        self.addCleanup(box.close)
        self.printer.write({"transport": "iot_box", "port": box.port})
        job = self.enqueue()
        self.drain()
        self.assertEqual((job.error, job.copies), ("silent", 1))
        box.mode = "prints"
        self.again(job)
        self.drain()
        self.assertEqual(job.state, "sent")
        first, second = (text_lines(base64.b64decode(d)) for d in box.documents)
        self.assertEqual(second[1:], first)
