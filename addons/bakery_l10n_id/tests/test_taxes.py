from odoo.exceptions import UserError
from odoo.fields import Command, Date

from .common_taxes import TaxesCommon

PBJT, SERVICE, PPN = "bakery_21230010", "bakery_41000050", "l10n_id_21221010"
SALES = "l10n_id_41000010"


class TestTaxes(TaxesCommon):
    """The worked examples of those who collect the taxes."""

    # Jakarta's tax office (Bapenda): 100,000 less 20 %, service of 5 % ---------------

    def test_service_on_the_discounted_price(self):
        invoice = self.new_invoice(
            self.dish_line(discount=20), position="bakery_fp_pbjt_service_5"
        )
        invoice.action_post()
        self.assertEqual(invoice.amount_untaxed, 80000)
        self.assertEqual(invoice.amount_total, 92400)
        self.assertEqual(self.balance(SERVICE), -4000)
        self.assertEqual(self.balance(PBJT), -8400)

    def test_service_on_the_price_before_the_discount(self):
        # A line of its own, without service, takes the discount off.
        invoice = self.new_invoice(
            self.dish_line(),
            self.dish_line(price_unit=-20000, tax_ids=[Command.set(self.pbjt.ids)]),
            position="bakery_fp_pbjt_service_5",
        )
        invoice.action_post()
        self.assertEqual(invoice.amount_total, 93500)
        self.assertEqual(self.balance(SERVICE), -5000)
        self.assertEqual(self.balance(PBJT), -8500)

    def test_the_till_charges_the_same(self):
        self.use_position("bakery_fp_pbjt_service_5")
        session = self.open_till()
        order = self.ring_up(session, {"discount": 20})
        self.assertEqual(order.amount_total, 92400)
        self.close_till(session)
        self.assertEqual(self.balance(SALES), -80000)
        self.assertEqual(self.balance(SERVICE), -4000)
        self.assertEqual(self.balance(PBJT), -8400)

    def test_an_invoiced_till_order_charges_the_same(self):
        self.use_position("bakery_fp_pbjt_service_5")
        session = self.open_till()
        order = self.ring_up(
            session, {"discount": 20}, partner_id=self.customer.id, to_invoice=True
        )
        self.assertEqual(order.account_move.amount_total, 92400)
        self.close_till(session)
        self.assertEqual(self.balance(SERVICE), -4000)
        self.assertEqual(self.balance(PBJT), -8400)

    def test_a_discount_line_at_the_till_leaves_the_service(self):
        # No position on this order: its lines name their taxes themselves.
        session = self.open_till()
        order = self.ring_up(
            session,
            {"taxes": self.service | self.pbjt},
            {"price_unit": -20000, "taxes": self.pbjt},
        )
        self.assertEqual(order.amount_total, 93500)
        self.close_till(session)
        self.assertEqual(self.balance(SERVICE), -5000)
        self.assertEqual(self.balance(PBJT), -8500)

    def test_prices_that_include_everything(self):
        self.use_position("bakery_fp_pbjt_service_5_included")
        session = self.open_till()
        order = self.ring_up(session, {"price_unit": 92400})
        self.assertEqual(order.amount_total, 92400)
        self.close_till(session)
        self.assertEqual(self.balance(SALES), -80000)
        self.assertEqual(self.balance(SERVICE), -4000)
        self.assertEqual(self.balance(PBJT), -8400)

    def test_service_charge_carries_the_outlet(self):
        self.use_position("bakery_fp_pbjt_service_5")
        session = self.open_till()
        self.ring_up(session, {})
        self.close_till(session)
        account = self.account(SERVICE)
        line = session.move_id.line_ids.filtered(lambda ln: ln.account_id == account)
        self.assertEqual(line.analytic_distribution, {str(self.outlet.id): 100})

    # PMK 131/2024: 50 million → base of 45.83 million → 5.5 million -------------------

    def test_vat_on_eleven_twelfths(self):
        invoice = self.new_invoice(
            self.dish_line(price_unit=50000000), position="bakery_fp_ppn"
        )
        invoice.action_post()
        group = invoice.tax_totals["subtotals"][0]["tax_groups"][0]
        self.assertAlmostEqual(group["display_base_amount"] / 1e6, 45.83, places=2)
        self.assertEqual(invoice.amount_tax, 5500000)
        self.assertEqual(self.balance(PPN), -5500000)

    def test_vat_in_the_price(self):
        invoice = self.new_invoice(
            self.dish_line(price_unit=55500000), position="bakery_fp_ppn_included"
        )
        self.assertEqual(invoice.amount_tax, 5500000)
        self.assertEqual(invoice.amount_untaxed, 50000000)

    def test_vat_at_the_till(self):
        self.use_position("bakery_fp_ppn")
        session = self.open_till()
        self.ring_up(session, {"price_unit": 50000000})
        self.close_till(session)
        self.assertEqual(self.balance(PPN), -5500000)

    # Groups, positions, withholding ---------------------------------------------------

    def test_no_tax_sits_in_a_group_that_coretax_reads(self):
        groups = {
            self.chart.ref(name).tax_group_id
            for name in (
                "bakery_tax_pbjt",
                "bakery_tax_pbjt_included",
                "bakery_tax_service_5",
                "bakery_tax_pph23_sale",
                "bakery_tax_pph42_purchase",
            )
        }
        coretax = {
            self.chart.ref(name)
            for name in (
                "default_tax_group",
                "l10n_id_tax_group_luxury_goods",
                "l10n_id_tax_group_non_luxury_goods",
                "l10n_id_tax_group_0",
                "l10n_id_tax_group_exempt",
                "l10n_id_tax_group_stlg",
            )
        }
        self.assertEqual(len(groups), 4)
        self.assertFalse(groups & coretax)

    def test_each_position_maps_what_products_carry(self):
        expected = {
            "bakery_fp_ppn": "tax_ST4",
            "bakery_fp_ppn_included": "bakery_tax_ppn_included",
            "bakery_fp_pbjt": "bakery_tax_pbjt",
            "bakery_fp_pbjt_included": "bakery_tax_pbjt_included",
            "bakery_fp_pbjt_service_5": "bakery_tax_service_5,bakery_tax_pbjt",
        }
        for position, names in expected.items():
            taxes = [self.chart.ref(name) for name in names.split(",")]
            for carried in (self.ppn, self.pbjt):
                mapped = self.chart.ref(position).map_tax(carried)
                self.assertEqual(list(mapped.sorted()), taxes, position)
        self.assertFalse(self.chart.ref("bakery_fp_none").map_tax(self.ppn))

    def test_the_chart_keeps_its_own_tax_on_products(self):
        self.assertEqual(self.company.account_sale_tax_id, self.ppn)
        self.assertTrue(self.ppn.is_domestic)
        self.assertFalse(
            self.env["account.fiscal.position"].search(
                [("company_id", "=", self.company.id), ("auto_apply", "=", True)]
            )
        )

    def test_a_new_tax_still_sits_in_the_first_group_of_the_chart(self):
        tax = self.env["account.tax"].create({"name": "Pajak Uji", "amount": 1})
        self.assertEqual(tax.tax_group_id, self.chart.ref("default_tax_group"))

    def pay(self, move):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        return register.create({"payment_date": "2026-06-20"})._create_payments()

    def test_rent_of_a_building_is_paid_less_a_tenth(self):
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "invoice_date": "2026-06-10",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Sewa ruko",
                            "price_unit": 10000000,
                            "tax_ids": [
                                Command.set(
                                    self.chart.ref("bakery_tax_pph42_purchase").ids
                                )
                            ],
                        }
                    )
                ],
            }
        )
        bill.action_post()
        self.assertEqual(bill.amount_total, 10000000)
        payment = self.pay(bill)
        self.assertEqual(self.balance("l10n_id_21210050"), -1000000)
        self.assertEqual(payment.withholding_line_ids.amount, 1000000)
        self.assertIn("PPH42/OUT/2026/", payment.withholding_line_ids.name)
        self.assertEqual(bill.payment_state, "paid")
        self.assertFalse(self.balance("bakery_11990010"))

    def test_a_customer_of_catering_withholds_two_percent(self):
        taxes = self.pbjt | self.chart.ref("bakery_tax_pph23_sale")
        invoice = self.new_invoice(self.dish_line(tax_ids=[Command.set(taxes.ids)]))
        invoice.action_post()
        self.assertEqual(invoice.amount_total, 110000)
        self.pay(invoice)
        self.assertEqual(self.balance("l10n_id_11510030"), 2000)
        self.assertEqual(self.balance(PBJT), -10000)

    # A company that had the chart before ----------------------------------------------

    def test_taxes_come_to_a_chart_that_is_there(self):
        self.pbjt.amount = 5
        missing = self.chart.ref("bakery_tax_pph23_sale") | self.chart.ref(
            "bakery_tax_service_5"
        )
        missing.unlink()
        self.chart._load_bakery_taxes()
        self.assertEqual(self.chart.ref("bakery_tax_service_5").amount, 5)
        self.assertTrue(self.chart.ref("bakery_tax_pph23_sale").withholding_sequence_id)
        self.assertEqual(self.pbjt.amount, 5, "What an accountant set stays.")


class TestTaxRate(TaxesCommon):
    def test_the_rate_of_the_day(self):
        rates = self.env["bakery.tax.rate"]
        self.assertEqual(rates._value("umkm_rate", self.day("2026-01-01")), 0.5)
        self.assertEqual(rates._value("faktur_due_day", self.day("2025-05-21")), 15)
        self.assertEqual(rates._value("faktur_due_day", self.day("2025-05-22")), 20)
        floor = rates._value("pbjt_floor", self.day("2026-01-01"), "DKI Jakarta")
        self.assertEqual(floor, 42000000)

    def test_no_rate_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "umkm_rate"):
            self.env["bakery.tax.rate"]._value("umkm_rate", self.day("2010-01-01"))

    @staticmethod
    def day(text):
        return Date.to_date(text)
