from io import BytesIO

from PIL import Image

from odoo.tests import BaseCase, tagged

from ..printing import slips
from ..printing.decode import text_lines

TICKET = {
    "station": "Dapur",
    "table": "12",
    "number": "0042",
    "guests": 4,
    "waiter": "Sari",
    "course": "Course 1",
    "kind": "rush",
    "fired_at": "19:05",
    "reference": "1f0c9a2b",
    "lines": [
        {"qty": 2, "name": "Nasi Goreng", "attributes": ["Pedas"], "kind": "added"},
        {"qty": 1, "name": "Es Teh", "note": "no sugar", "kind": "void"},
    ],
}


def ticket(note="", **line):
    return {"lines": [{"qty": 1, "name": "Roti", "note": note, **line}]}


def png(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "black").save(out, "PNG")
    return out.getvalue()


@tagged("post_install", "-at_install")
class TestPrintSlips(BaseCase):
    """Plain data in, bytes for paper out."""

    def test_ticket_reads_from_the_top(self):
        """What a cook needs first stands first, and every change carries its mark."""
        self.assertEqual(
            text_lines(slips.kitchen(TICKET)),
            [
                "Dapur",
                " RUSH",
                "Table 12",
                "#0042 Guests 4" + "19:05".rjust(28),
                "Sari",
                "Course 1",
                "=" * 42,
                " ADDED",
                "2 x Nasi Goreng",
                "   + Pedas",
                " VOID",
                "1 x Es Teh",
                "   * no sugar",
                "=" * 42,
                "1f0c9a2b",
            ],
        )

    def test_golden_bytes(self):
        """The table is three times as large, bold; the end cuts the paper."""
        printed = slips.kitchen({"table": "7", "lines": []})
        self.assertTrue(printed.startswith(b"\x1b@\x1bt\x00"))
        self.assertIn(b'\x1d!"\x1bE\x01\x1ba\x00\x1dB\x00Table 7\n', printed)
        self.assertTrue(printed.endswith(b"\n\n\n\n\x1dVB\x00"))

    def test_lines_fit_the_paper(self):
        """No line is longer than the paper, in any of its widths."""
        for columns in (32, 42, 48):
            data = {**TICKET, "lines": [{"qty": 1.5, "name": "Kue " * 40}]}
            for line in text_lines(slips.kitchen(data, columns)):
                self.assertLessEqual(len(line), columns)

    def test_note_cannot_command_the_printer(self):
        """Control characters in a note do not open the drawer nor cut the paper."""
        evil = "a\x1bp\x00\x19\xfab\x1dV\x00c\x10\x14\x01d\x1b@"
        printed = slips.kitchen(ticket(evil))
        self.assertNotIn(b"\x1bp", printed)
        self.assertEqual(printed.count(b"\x1dV"), 1)
        self.assertEqual(printed.count(b"\x1b@"), 1)

    def test_note_with_html_is_text(self):
        """Tags are what somebody typed; they are shown, not obeyed."""
        lines = text_lines(slips.kitchen(ticket("<b>no</b> <script>x</script>")))
        self.assertIn("   * <b>no</b> <script>x</script>", lines)

    def test_note_of_5000_letters(self):
        """A very long note is cut, and says so."""
        lines = text_lines(slips.kitchen(ticket("pedas " * 833)))
        self.assertLess(len(lines), 40)
        self.assertTrue(any(line.endswith("[...]") for line in lines))

    def test_emoji_and_foreign_letters(self):
        """What the printer lacks becomes plain letters or one question mark."""
        lines = text_lines(slips.kitchen(ticket("🥚🥚🏽 café Đỗ ñ — “x” 辣")))
        self.assertIn('   * ? café ?o ñ - "x" ?', lines)

    def test_receipt(self):
        """Amounts stand at the right edge, as Indonesians write them."""
        data = {
            "company": "Roti Uji",
            "number": "0042",
            "lines": [{"qty": 2, "name": "Croissant", "price": 25000, "total": 50000}],
            "totals": [("PBJT 10%", 5000)],
            "total": 55000,
            "payments": [("Tunai", 60000)],
            "change": 5000,
        }
        lines = text_lines(slips.receipt(data, 32))
        self.assertEqual(lines[0], "Roti Uji")
        self.assertIn("  2 x Rp 25.000" + "Rp 50.000".rjust(17), lines)
        self.assertIn("TOTAL" + "Rp 55.000".rjust(27), lines)
        self.assertEqual(slips.rupiah(-1234567), "-Rp 1.234.567")

    def test_receipt_with_logo(self):
        """A logo wider than the paper is made to fit."""
        data = {"logo": png(1000, 200), "company": "Roti", "lines": [], "total": 0}
        printed = slips.receipt(data, 32)
        at = printed.index(b"\x1dv0")
        self.assertEqual(int.from_bytes(printed[at + 4 : at + 6], "little"), 384 // 8)
        self.assertEqual(text_lines(printed)[:2], ["[picture]", "Roti"])

    def test_picture_that_is_none(self):
        """What is no picture, or one like a wall, is refused."""
        for content in (b"", b"GIF89a", b"\xff\xd8\xff", png(10, 2000)):
            with self.assertRaises(ValueError):
                slips.picture({"image": content})

    def test_drawer(self):
        """The kick and nothing else: no paper."""
        self.assertEqual(slips.drawer(), b"\x1b@\x1bt\x00\x1bp\x0022")

    def test_notice(self):
        """Only slips that may be there twice, or elsewhere, say so."""
        self.assertEqual(slips.notice(), b"")
        notice = slips.notice(copy=1, redirected="Bar", reprint=True)
        self.assertEqual(
            text_lines(notice), [" REDIRECTED: Bar", " REPRINT", " COPY 2"]
        )
