from .common import BakeryDemoCommon


class TestTaxes(BakeryDemoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.chart = cls.env["account.chart.template"].with_company(cls.company)
        cls.cafe = cls.demo("pos_config_cafe")
        cls.shop = cls.demo("pos_config_shop")

    def test_the_cafe_charges_service_and_pbjt(self):
        position = self.cafe.default_fiscal_position_id
        self.assertEqual(self.cafe.tax_regime, "pbjt")
        taxes = position.map_tax(self.demo("product_jdi_croissant").taxes_id)
        amounts = taxes.compute_all(10000)
        self.assertEqual(amounts["total_included"], 11550)

    def test_the_shop_and_the_web_charge_none(self):
        goods = self.demo("product_jdi_croissant").taxes_id
        self.assertEqual(goods, self.chart.ref("bakery_tax_pbjt"))
        for position in (
            self.shop.default_fiscal_position_id,
            self.company.tax_document_position_id,
        ):
            self.assertTrue(position)
            self.assertFalse(position.map_tax(goods))

    def test_what_is_for_sale_is_taxed(self):
        goods = self.stocked("finished").filtered(
            lambda product: product.sale_ok and product.type != "service"
        )
        pbjt = self.chart.ref("bakery_tax_pbjt")
        self.assertFalse(goods.filtered(lambda product: pbjt not in product.taxes_id))

    def test_tills_round_cash(self):
        for config in self.cafe | self.shop:
            self.assertEqual(config.rounding_method.rounding, 100)
            self.assertTrue(config.only_round_cash_method)

    def test_what_is_not_cash_is_settled_by_a_rule(self):
        methods = (self.cafe | self.shop).payment_method_ids.filtered(
            lambda method: method.type == "bank"
        )
        accounts = methods.outstanding_account_id
        # Card, QRIS, five e-wallets and three platforms.
        self.assertEqual(len(accounts), 10)
        self.assertTrue(all(accounts.mapped("reconcile")))
        rules = self.env["account.reconcile.model"].search(
            [("settlement_account_id", "in", accounts.ids)]
        )
        self.assertEqual(len(rules), 10)

    def test_the_profile_has_nothing_left_to_change(self):
        profile = self.env["bakery.tax.profile"].create({})
        profile.write({"cash_rounding": 100, "tax_untaxed": True})
        profile.action_plan()
        self.assertFalse(profile.change_ids.mapped("display_name"))

    def test_tips_carry_no_tax(self):
        cafe = self.env.ref("bakery_demo.pos_config_cafe")
        self.assertFalse(cafe.tip_product_id.taxes_id)
