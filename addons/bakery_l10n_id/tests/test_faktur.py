from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Date
from odoo.tools import mute_logger

from .common_taxes import TaxesCommon

NUMBER = "04002600012345678"


class TestFaktur(TaxesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"tax_is_pkp": True, "tax_profile_date": "2026-06-15"})
        cls.customer.write(
            {"country_id": cls.env.ref("base.id").id, "vat": "1234567890123456"}
        )

    def invoice(self, position="bakery_fp_ppn", **values):
        invoice = self.new_invoice(self.dish_line(), position=position, **values)
        invoice.action_post()
        return invoice

    def remind(self):
        self.env["account.move"]._cron_faktur_due()

    def test_the_reminder_comes_once_and_for_the_20th(self):
        invoice = self.invoice()
        self.remind()
        self.remind()
        activity = invoice.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.date_deadline, Date.to_date("2026-07-20"))
        self.assertEqual(activity.user_id, invoice.invoice_user_id)

    def test_entering_the_number_ends_it(self):
        invoice = self.invoice()
        self.remind()
        invoice.write({"faktur_number": NUMBER, "faktur_date": "2026-06-12"})
        self.assertFalse(invoice.activity_ids)
        self.remind()
        self.assertFalse(invoice.activity_ids)

    def test_who_needs_none_hears_nothing(self):
        others = self.invoice("bakery_fp_pbjt") | self.invoice(
            invoice_date="2026-05-31"
        )
        person = self.env["res.partner"].create({"name": "Ibu Uji"})
        others |= self.invoice(partner_id=person.id)
        others |= self.new_invoice(self.dish_line(), position="bakery_fp_ppn")
        self.remind()
        self.assertFalse(others.activity_ids)

    def test_without_a_profile_nothing_happens(self):
        self.company.tax_profile_date = False
        invoice = self.invoice()
        self.remind()
        self.assertFalse(invoice.activity_ids)

    def test_the_number_has_17_digits(self):
        invoice = self.invoice()
        for wrong in ("0400260001234567", "040.026.00012345678", NUMBER + "0"):
            with self.assertRaisesRegex(ValidationError, "17 digits"):
                invoice.faktur_number = wrong
        with self.assertRaisesRegex(ValidationError, "number"):
            invoice.write({"faktur_number": False, "faktur_date": "2026-06-12"})

    def test_a_number_stands_on_one_invoice(self):
        self.invoice().faktur_number = NUMBER
        other = self.invoice()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            other.faktur_number = NUMBER
            other.flush_recordset()

    def test_a_copy_has_no_number(self):
        invoice = self.invoice()
        invoice.faktur_number = NUMBER
        self.assertFalse(invoice.copy().faktur_number)

    def test_the_register_lists_what_needs_one(self):
        invoice = self.invoice()
        self.invoice("bakery_fp_pbjt")
        action = self.env["account.move"].action_faktur_register()
        self.assertEqual(self.env["account.move"].search(action["domain"]), invoice)

    def test_stock_makes_the_xml_of_it(self):
        self.company.vat = "1234567890123456"
        self.customer.write({"street": "Jalan Uji 1"})
        invoice = self.invoice()
        invoice.download_efaktur()
        document = invoice.l10n_id_coretax_document
        xml = document.attachment_id.raw.decode()
        self.assertIn("<OtherTaxBase>91667", xml)
