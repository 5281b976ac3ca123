from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .common_taxes import TaxesCommon


class ProfileCommon(TaxesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bar = cls.config.copy({"name": "Toko Uji"})
        cls.manager = new_test_user(
            cls.env,
            "pajak_uji",
            "account.group_account_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def profile(self, user=None, outlets=None, **values):
        """Return a profile; ``outlets`` maps tills to values."""
        model = self.env["bakery.tax.profile"].with_user(user or self.manager)
        profile = model.create({"cash_rounding": 0})
        for outlet in profile.outlet_ids:
            outlet.write((outlets or {}).get(outlet.config_id, {}))
        profile.write(values)
        return profile

    def presets(self, *configs):
        """Give tills two presets, to eat here and to take away; return them."""
        presets = self.env["pos.preset"].create(
            [{"name": "Makan di Sini"}, {"name": "Bawa Pulang"}]
        )
        for config in configs:
            config.write(
                {
                    "use_presets": True,
                    "default_preset_id": presets[0].id,
                    "available_preset_ids": [Command.set(presets.ids)],
                }
            )
        return presets

    def apply_profile(self, **values):
        profile = self.profile(**values)
        profile.action_apply()
        self.env.invalidate_all()
        return profile

    def cafe(self, rate=5, **values):
        """Apply the profile of a café whose menu carries service and PBJT."""
        regime = {"tax_regime": "pbjt", "service_rate": rate}
        return self.apply_profile(outlets={self.config: regime}, **values)


class TestTaxProfile(ProfileCommon):
    def test_a_restaurant_beside_a_factory_shop(self):
        profile = self.apply_profile(
            is_pkp=True,
            document_regime="ppn",
            outlets={
                self.config: {"tax_regime": "pbjt", "service_rate": 5},
                self.bar: {"tax_regime": "ppn", "price_included": True},
            },
        )
        self.assertEqual(profile.state, "done")
        self.assertTrue(self.company.tax_is_pkp)
        self.assertTrue(self.company.tax_profile_date)
        self.assertEqual(self.company.account_sale_tax_id, self.ppn)
        self.assertEqual(self.config.tax_regime, "pbjt")
        positions = self.config.default_fiscal_position_id
        self.assertEqual(positions, self.chart.ref("bakery_fp_pbjt_service_5"))
        self.assertIn(positions, self.config.fiscal_position_ids)
        self.assertEqual(
            self.bar.default_fiscal_position_id,
            self.chart.ref("bakery_fp_ppn_included"),
        )

    def test_a_small_cafe_charges_pbjt_only(self):
        self.cafe(umkm="individual")
        self.assertFalse(self.company.account_purchase_tax_id)
        self.assertEqual(self.company.account_sale_tax_id, self.pbjt)
        self.assertEqual(self.dish.taxes_id & (self.ppn | self.pbjt), self.pbjt)
        session = self.open_till()
        order = self.ring_up(session, {"discount": 20, "taxes": self.pbjt})
        self.assertEqual(order.amount_total, 92400)

    def test_an_accountant_without_a_till_fills_in_the_form(self):
        model = self.env["bakery.tax.profile"].with_user(self.manager)
        with Form(model) as form:
            form.is_pkp = True
            form.document_regime = "ppn"
            with form.outlet_ids.edit(0) as outlet:
                outlet.tax_regime = "pbjt"
                outlet.service_rate = 5
        profile = form.record
        profile.action_plan()
        shown = profile.web_read(
            {
                "outlet_ids": {
                    "fields": {"config_id": {"fields": {"display_name": {}}}}
                },
                "change_ids": {"fields": {"record": {}, "new": {}}},
            }
        )[0]
        self.assertTrue(shown["outlet_ids"][0]["config_id"]["display_name"])
        self.assertTrue(shown["change_ids"])

    def test_a_firm_without_taxes_charges_none(self):
        self.apply_profile()
        self.assertFalse(self.company.account_sale_tax_id)
        self.assertFalse(self.dish.taxes_id & self.ppn)
        self.assertFalse(self.company.tax_document_position_id)

    def test_other_service_rates_are_made_once(self):
        for _time in range(2):
            self.cafe(rate=7.5)
            self.bar.invalidate_recordset()
            taxes = self.config.default_fiscal_position_id.tax_ids
            self.assertEqual(taxes.mapped("amount"), [7.5, 10.0])
        made = self.env["account.tax"].search(
            [("amount", "=", 7.5), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(made), 1)
        tax_line = made.repartition_line_ids.filtered("account_id")
        self.assertEqual(tax_line.account_id, self.account("bakery_41000050"))

    def test_the_plan_changes_nothing(self):
        taxes = self.env["account.tax"].search_count([])
        profile = self.profile(
            outlets={self.config: {"tax_regime": "pbjt", "service_rate": 8}}
        )
        profile.action_plan()
        self.assertEqual(profile.state, "plan")
        self.assertEqual(self.config.tax_regime, "none")
        self.assertFalse(self.company.tax_profile_date)
        self.assertEqual(self.env["account.tax"].search_count([]), taxes)
        rows = {(row.record, row.field): row for row in profile.change_ids}
        regime = rows["Kafe Uji", "Tax Regime"]
        self.assertEqual(regime.old, "No Tax")
        self.assertEqual(regime.new, "Restaurant Tax (PBJT)")

    def test_what_is_planned_is_what_is_done(self):
        profile = self.profile(
            outlets={self.config: {"tax_regime": "pbjt", "service_rate": 8}}
        )
        profile.action_plan()
        planned = profile.change_ids.mapped(lambda row: (row.record, row.field))
        profile.action_apply()
        done = profile.change_ids.mapped(lambda row: (row.record, row.field))
        self.assertEqual(done, planned)

    def test_a_second_time_nothing_is_left_to_change(self):
        self.cafe()
        again = self.profile()
        outlet = again.outlet_ids.filtered(lambda o: o.config_id == self.config)
        self.assertEqual(outlet.tax_regime, "pbjt")
        self.assertEqual(outlet.service_rate, 5)
        again.action_plan()
        self.assertFalse(again.change_ids.filtered(lambda row: row.state == "change"))

    def test_an_open_till_is_left(self):
        self.open_till()
        profile = self.cafe()
        left = profile.change_ids.filtered(lambda row: row.state == "left")
        self.assertIn("Kafe Uji", left.mapped("record"))
        self.assertEqual(self.config.tax_regime, "none")

    def test_take_away_goes_without_service(self):
        inside, outside = self.presets(self.config)
        for _time in range(2):
            self.cafe()
            self.assertFalse(inside.fiscal_position_id, "as the till")
            position = outside.fiscal_position_id
            self.assertEqual(position, self.chart.ref("bakery_fp_pbjt"))
        fiscal_positions = self.env["account.fiscal.position"]
        domain = fiscal_positions._load_pos_data_domain(
            {"pos.preset": outside.read(["fiscal_position_id"], load=False)},
            self.config,
        )
        self.assertIn(position, fiscal_positions.search(domain), "known to the till")

    def test_take_away_with_service_if_asked(self):
        outside = self.presets(self.config)[1]
        self.cafe()
        regime = {"tax_regime": "pbjt", "service_rate": 5, "takeaway_service": True}
        for outlets in ({self.config: regime}, {}):
            self.apply_profile(outlets=outlets)
            self.assertFalse(outside.fiscal_position_id)
            self.assertEqual(
                self.config.default_fiscal_position_id,
                self.chart.ref("bakery_fp_pbjt_service_5"),
            )

    def test_a_preset_of_outlets_with_other_taxes_is_left(self):
        outside = self.presets(self.config, self.bar)[1]
        profile = self.cafe()
        left = profile.change_ids.filtered(lambda row: row.state == "left")
        self.assertIn(outside.name, left.mapped("record"))
        self.assertFalse(outside.fiscal_position_id)

    def test_decimals_of_a_used_currency_are_left(self):
        self.dish.taxes_id = [Command.clear()]
        self.new_invoice(self.dish_line()).action_post()
        currency = self.company.currency_id
        # Odoo would not let the decimals of a used currency change.
        self.env.cr.execute(
            "UPDATE res_currency SET rounding = 0.01 WHERE id = %s", [currency.id]
        )
        currency.invalidate_recordset()
        profile = self.cafe()
        self.assertEqual(currency.rounding, 0.01)
        left = profile.change_ids.filtered(lambda row: row.record == "IDR")
        self.assertEqual(left.state, "left")

    def test_cash_is_rounded_to_a_hundred(self):
        self.profile(cash_rounding=100).action_apply()
        rounding = self.config.rounding_method
        self.assertEqual(rounding.rounding, 100)
        self.assertTrue(self.config.only_round_cash_method)
        self.assertEqual(
            rounding.with_company(self.company).loss_account_id,
            self.account("bakery_91100040"),
        )

    def test_payments_get_their_accounts(self):
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        methods = self.env["pos.payment.method"].create(
            [
                {"name": name, "journal_id": bank.id, "company_id": self.company.id}
                for name in ("QRIS", "GoFood")
            ]
        )
        self.cafe()
        self.assertEqual(len(methods.outstanding_account_id), 2)
        self.assertEqual(
            methods[0].outstanding_account_id.name,
            "Clearing QRIS",
        )
        lines = bank.inbound_payment_method_line_ids
        self.assertTrue(all(line.payment_account_id for line in lines))

    def test_stock_that_cannot_be_posted_is_left(self):
        self.company.receipt_accrual = False
        self.company.account_grni_id = False
        profile = self.cafe()
        self.assertFalse(profile.change_ids.filtered(lambda r: r.state == "left"))
        profile = self.apply_profile(receipt_accrual=True)
        left = profile.change_ids.filtered(lambda row: row.state == "left")
        self.assertEqual(len(left), 1)
        self.assertFalse(self.company.receipt_accrual)

    def test_goods_without_a_tax_get_one_if_asked(self):
        self.cake.taxes_id = [Command.clear()]
        self.cafe()
        self.assertFalse(self.cake.taxes_id)
        self.apply_profile(
            outlets={self.config: {"tax_regime": "pbjt"}}, tax_untaxed=True
        )
        self.assertEqual(self.cake.taxes_id, self.pbjt)

    def test_tips_are_not_taxed(self):
        tip = self.env.ref("point_of_sale.product_product_tip")
        own = tip.copy({"name": "Tip of the Terrace"})
        self.config.write({"iface_tipproduct": True, "tip_product_id": own.id})
        self.apply_profile(
            outlets={self.config: {"tax_regime": "pbjt"}}, tax_untaxed=True
        )
        self.assertFalse((tip | own).taxes_id & self.pbjt)

    # Documents ------------------------------------------------------------------------

    def test_invoices_follow_the_profile_and_bills_do_not(self):
        self.apply_profile(is_pkp=True, document_regime="ppn", document_included=True)
        position = self.chart.ref("bakery_fp_ppn_included")
        indonesian = {"country_id": self.env.ref("base.id").id}
        self.customer.write(indonesian)
        self.vendor.write(indonesian)
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": kind,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                }
                for kind in ("out_invoice", "in_invoice")
            ]
        )
        self.assertEqual(moves[0].fiscal_position_id, position)
        self.assertFalse(moves[1].fiscal_position_id)
        self.assertFalse(self.customer.fiscal_position_id, "The till has its own.")
        with Form(self.env["purchase.order"]) as form:
            form.partner_id = self.vendor
            self.assertFalse(form.fiscal_position_id)

    def test_a_customer_may_have_a_position_of_its_own(self):
        self.apply_profile(is_pkp=True, document_regime="ppn")
        own = self.chart.ref("bakery_fp_none")
        self.customer.with_company(self.company).property_account_position_id = own
        invoice = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.customer.id}
        )
        self.assertEqual(invoice.fiscal_position_id, own)

    # Bad input ------------------------------------------------------------------------

    def test_only_a_taxable_firm_charges_ppn(self):
        with self.assertRaisesRegex(ValidationError, "Kafe Uji"):
            self.profile(outlets={self.config: {"tax_regime": "ppn"}}, is_pkp=False)
        with self.assertRaisesRegex(ValidationError, "invoices"):
            self.profile(document_regime="ppn")

    def test_a_service_charge_needs_sense(self):
        for values in (
            {"tax_regime": "pbjt", "service_rate": 300},
            {"tax_regime": "none", "service_rate": 5},
        ):
            with self.assertRaisesRegex(ValidationError, "Kafe Uji"):
                self.profile(outlets={self.config: values})

    def test_a_bookkeeper_may_not(self):
        user = new_test_user(
            self.env,
            "buku_uji",
            "account.group_account_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.profile(user=user)

    def test_a_manager_of_another_company_may_not(self):
        other = self.env["res.company"].create({"name": "PT Lain"})
        user = new_test_user(
            self.env,
            "lain_uji",
            "account.group_account_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["bakery.tax.profile"].with_user(user).create(
                {"company_id": self.company.id}
            )._run(keep=True)

    def test_a_company_with_another_chart_hears_why(self):
        other = self.env["res.company"].create({"name": "PT Lain"})
        self.env.user.company_ids += other
        model = self.env["bakery.tax.profile"].with_company(other)
        with self.assertRaisesRegex(UserError, "Indonesian chart"):
            model.create({})
