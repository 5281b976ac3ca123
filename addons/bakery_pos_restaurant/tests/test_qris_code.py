from odoo.exceptions import AccessError, ValidationError
from odoo.tests import BaseCase, tagged

from ..models.payment.qris import emvco
from .common_qris import QrisCommon, outlets_code

# Annex A of EMVCo's specification, and the sample of Brazil's Pix.
EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678"
    "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.72"
    "53031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123"
    "456786304A13A"
)
PIX = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000520400005303"
    "9865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


class TestQrisCode(BaseCase):
    """What a code says, and whether it is whole."""

    def wrong(self, text):
        with self.assertRaises(emvco.QrError) as caught:
            emvco.check_qris(text)
        return caught.exception.reason

    def test_published_checksums(self):
        for code in (EMVCO, PIX):
            self.assertEqual(emvco.checksum(code[:-4]), code[-4:])
        self.assertEqual(emvco.checksum("123456789"), "29B1")

    def test_published_fields(self):
        found = dict(emvco.fields(EMVCO))
        self.assertEqual(found["59"], "BEST TRANSPORT")
        self.assertEqual(found["64"], "0002ZH0104最佳运输0202北京")
        self.assertEqual(found["54"], "23.72")

    def test_good_code(self):
        emvco.check_qris(outlets_code())

    def test_bad_codes(self):
        good = outlets_code()
        self.assertEqual(self.wrong("https://example.com"), "other")
        self.assertEqual(self.wrong(""), "other")
        self.assertEqual(self.wrong("000201" + "0" * 600), "other")
        self.assertEqual(self.wrong(good[:-1]), "incomplete")
        self.assertEqual(self.wrong(good[:-8]), "incomplete")
        self.assertEqual(self.wrong(good + "x"), "incomplete")
        self.assertEqual(self.wrong("0002015²99"), "incomplete")
        self.assertEqual(self.wrong(good.replace("ROTI", "RATI")), "checksum")
        self.assertEqual(self.wrong(outlets_code(**{"53": "840"})), "foreign")
        self.assertEqual(self.wrong(EMVCO), "foreign")


@tagged("post_install", "-at_install")
class TestQrisMethod(QrisCommon):
    """What a payment method holds, and who may see it."""

    def test_wrong_code_is_refused_with_a_sentence(self):
        method = self.sticker.with_context(lang="en_US").copy({"name": "Lain"})
        for code, words in (
            ("halo", "no QRIS code"),
            (outlets_code()[:-2], "incomplete"),
            (outlets_code().replace("ROTI", "RATI"), "mistake"),
            (outlets_code(**{"58": "SG"}), "rupiah in Indonesia"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                method.qris_payload = code
        method.qris_payload = outlets_code()

    def test_till_gets_no_key(self):
        methods = self.env["pos.payment.method"].with_user(self.seller)
        fields = methods._load_pos_data_fields(self.till)
        self.assertIn("qris_payload", fields)
        self.assertFalse(
            {"qris_server_key", "qris_provider", "qris_environment"} & set(fields)
        )
        with self.assertRaises(AccessError):
            self.qris.with_user(self.seller).read(["qris_server_key"])

    def test_key_is_not_copied(self):
        self.assertFalse(self.qris.copy({"name": "Lain"}).qris_server_key)

    def test_key_can_be_changed_while_tills_are_open(self):
        self.qris.qris_server_key = "baru"
        self.assertEqual(self.qris._qris_client().key, "baru")
