from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestBarcodes(TransactionCase):
    """Odoo's own documents carry bar codes, which take a library to be drawn."""

    def test_transfers_and_labels_have_their_bar_code(self):
        reports = self.env["ir.actions.report"]
        for kind, value in (("Code128", "WH/OUT/00001"), ("QR", "WH/OUT/00001")):
            picture = reports.barcode(kind, value, width=600, height=100)
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n", kind)
