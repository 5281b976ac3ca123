from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .common_taxes import TaxesCommon


class TestTaxInput(TaxesCommon):
    """What is refused, and only where the tax profile was applied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.tax_profile_date = "2026-01-01"
        cls.customer.country_id = cls.env.ref("base.id")

    def test_npwp_of_sixteen_and_fifteen_digits(self):
        for number in ("1234567890123456", "01.300.066.6-091.000"):
            self.customer.vat = number
            self.assertTrue(self.customer.vat)

    def test_a_wrong_npwp_is_told_in_one_sentence(self):
        for wrong in ("12345", "123456789012345A", "12345678901234567"):
            with self.assertRaisesRegex(ValidationError, "16 digits, or 15") as caught:
                self.customer.vat = wrong
            self.assertIn("Pelanggan Uji", str(caught.exception))
        with self.assertRaisesRegex(ValidationError, "check digit"):
            self.customer.vat = "013000667091000"

    def test_the_company_itself(self):
        with self.assertRaisesRegex(ValidationError, "16 digits"):
            self.company.vat = "123"
        self.company.vat = "1234567890123456"

    def test_nik_has_sixteen_digits(self):
        self.customer.l10n_id_nik = "3171234567890001"
        for wrong in ("317123456789000", "31712345678900012", "317123456789000X"):
            with self.assertRaisesRegex(ValidationError, "NIK of Pelanggan Uji"):
                self.customer.l10n_id_nik = wrong

    def test_a_buyer_named_by_nik(self):
        with self.assertRaisesRegex(ValidationError, "NIK"):
            self.customer.write(
                {
                    "l10n_id_buyer_document_type": "NIK",
                    "l10n_id_buyer_document_number": "123",
                }
            )

    def test_others_write_what_they_like(self):
        self.customer.country_id = self.env.ref("base.sg")
        self.customer.l10n_id_nik = "123"
        self.company.tax_profile_date = False
        self.customer.country_id = self.env.ref("base.id")
        self.assertEqual(self.customer.l10n_id_nik, "123")
        with self.assertRaisesRegex(ValidationError, "does not seem"):
            self.customer.vat = "12345"

    def mixed(self):
        return self.new_invoice(
            self.dish_line(tax_ids=[Command.set(self.pbjt.ids)]),
            self.dish_line(tax_ids=[Command.set(self.ppn.ids)]),
        )

    def test_pbjt_and_ppn_do_not_mix(self):
        invoice = self.mixed()
        with self.assertRaisesRegex(UserError, "mixes restaurant tax"):
            invoice.action_post()
        self.assertEqual(invoice.state, "draft")
        invoice.invoice_line_ids[1].unlink()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_without_the_profile_they_do(self):
        self.company.tax_profile_date = False
        invoice = self.mixed()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
