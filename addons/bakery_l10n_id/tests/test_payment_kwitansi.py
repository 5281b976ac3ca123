from odoo.fields import Command

from .common_taxes import TaxesCommon


class TestPaymentKwitansi(TaxesCommon):
    def pay(self, move, **values):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        return register.create({"payment_date": "2026-06-20"})._create_payments()

    def payment(self, amount, **values):
        return self.env["account.payment"].create(
            {
                "amount": amount,
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "date": "2026-06-20",
                "company_id": self.company.id,
                **values,
            }
        )

    def html(self, payment, lang="en_US"):
        payment.partner_id.lang = lang
        report = self.env["ir.actions.report"]
        return report._render_qweb_html("bakery_l10n_id.report_kwitansi", payment.ids)[
            0
        ].decode()

    def test_amounts_in_words(self):
        words = {
            1500: "seribu lima ratus rupiah",
            92400: "sembilan puluh dua ribu empat ratus rupiah",
            1000000: "satu juta rupiah",
            11011: "sebelas ribu sebelas rupiah",
        }
        for amount, text in words.items():
            self.assertEqual(self.payment(amount)._terbilang(), text)

    def test_the_receipt_says_who_paid_what_for(self):
        self.env["res.lang"]._activate_lang("id_ID")
        invoice = self.new_invoice(self.dish_line(), position="bakery_fp_pbjt")
        invoice.action_post()
        html = self.html(self.pay(invoice))
        for text in (
            "RECEIPT",
            "Pelanggan Uji",
            "PT Roti Uji",
            "seratus sepuluh ribu rupiah",
            invoice.name,
        ):
            self.assertIn(text, html)

    def test_in_indonesian_it_is_a_kwitansi(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.addon._update_translations(["id_ID"])
        html = self.html(self.payment(1500), "id_ID")
        for text in ("KWITANSI", "Sudah terima dari", "20 Juni 2026"):
            self.assertIn(text, html)

    def test_stamp_duty_above_five_million(self):
        self.assertEqual(self.payment(5000000)._receipt_stamp(), 0)
        self.assertEqual(self.payment(5000001)._receipt_stamp(), 10000)
        self.assertIn("Stamp duty", self.html(self.payment(6000000)))

    def test_money_paid_out_is_received_by_the_vendor(self):
        payment = self.payment(
            1500, payment_type="outbound", partner_type="supplier", memo="Galon"
        )
        html = self.html(payment)
        self.assertLess(html.index("Pelanggan Uji"), html.index("PT Roti Uji"))
        self.assertIn("Galon", html)

    def test_withheld_tax_is_listed_and_proven(self):
        taxes = self.pbjt | self.chart.ref("bakery_tax_pph23_sale")
        invoice = self.new_invoice(self.dish_line(tax_ids=[Command.set(taxes.ids)]))
        invoice.action_post()
        payment = self.pay(invoice)
        html = self.html(payment)
        self.assertIn("PPh 23", html)
        self.assertIn("108,000", html.replace(".", ","))
        line = payment.withholding_line_ids
        line.write({"proof_number": "2600ABCDE", "proof_date": "2026-07-01"})
        action = self.env.ref("bakery_l10n_id.account_payment_withholding_line_action")
        found = self.env[action.res_model].search(
            [
                ("payment_id.state", "in", ("in_process", "paid")),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(found, line)
        self.assertEqual(found.partner_id, self.customer)
        self.assertEqual(found.payment_date.isoformat(), "2026-06-20")
