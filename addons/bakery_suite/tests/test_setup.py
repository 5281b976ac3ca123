from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .common import BakerySuiteCommon


@tagged("post_install", "-at_install")
class TestSetup(BakerySuiteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bakery = cls.new_bakery(
            "PT Roti Uji",
            tz="Asia/Makassar",
            owner={"login": "uji.pemilik", "password": "rahasia-uji"},
        )

    def test_books_are_indonesian_and_in_whole_rupiah(self):
        self.assertEqual(self.bakery.chart_template, "id")
        self.assertEqual(self.bakery.currency_id.name, "IDR")
        self.assertEqual(self.bakery.currency_id.rounding, 1)
        self.assertEqual(self.bakery.account_fiscal_country_id.code, "ID")

    def test_stock_is_valued_perpetually_at_average_cost(self):
        self.assertEqual(self.bakery.inventory_valuation, "real_time")
        category = self.env.ref("bakery_suite.product_category_ingredient")
        category = category.with_company(self.bakery)
        self.assertEqual(category.property_valuation, "real_time")
        self.assertEqual(category.property_cost_method, "average")
        self.assertEqual(category.removal_strategy_id.method, "fefo")

    def test_the_kitchen_sends_goods_to_its_outlets_on_a_route(self):
        self.assertTrue(self.bakery.dispatch_daily)
        Warehouse = self.env["stock.warehouse"].with_company(self.bakery)
        kitchen = Warehouse.search([("company_id", "=", self.bakery.id)], limit=1)
        outlet = Warehouse.create(
            {
                "name": "Gerai Uji",
                "code": "GUJ",
                "company_id": self.bakery.id,
                "resupply_wh_ids": [(6, 0, kitchen.ids)],
            }
        )
        for _time in range(2):
            self.setup_bakery(self.bakery)
            routes = self.env["bakery.dispatch.route"].search(
                [("warehouse_id", "=", kitchen.id)]
            )
            self.assertEqual(routes.stop_ids.warehouse_id, outlet)
            self.assertEqual(len(routes), 1)

    def test_tables_show_how_it_stands_with_them(self):
        Till = self.env["pos.config"].with_company(self.bakery)
        till = Till.create({"name": "Kasir Uji", "company_id": self.bakery.id})
        self.assertTrue(till.live_floor)
        till.live_floor = False
        self.setup_bakery(self.bakery)
        self.assertFalse(till.live_floor)

    def test_counters_do_what_they_can(self):
        Till = self.env["pos.config"].with_company(self.bakery)
        till = Till.create({"name": "Kasir Uji", "company_id": self.bakery.id})
        for setting in (
            "show_stock",
            "cash_buttons",
            "hold_orders",
            "refund_reason_required",
            "void_reason_required",
        ):
            self.assertTrue(till[setting], setting)

    def test_tills_read_weights_and_prices_of_scales(self):
        """A scale prints 21 or 23, five digits for the goods, five for the value."""
        rules = self.bakery.nomenclature_id
        for code, kind, value in (
            ("2112345012344", "weight", 1.234),
            ("2312345275005", "price", 27500),
            ("8991234567899", "product", 0),
        ):
            code = rules.sanitize_ean(code)
            read = rules.parse_barcode(code)
            self.assertEqual((read["type"], read["value"]), (kind, value), code)
        weighed = rules.parse_barcode(rules.sanitize_ean("2112345012344"))
        self.assertEqual(weighed["base_code"], rules.sanitize_ean("2112345000006"))
        self.setup_bakery(self.bakery)
        self.assertEqual(self.bakery.nomenclature_id, rules, "made once")
        odoos = self.env.ref("barcodes.default_barcode_nomenclature")
        self.assertIn("23.....{NNNDD}", odoos.rule_ids.mapped("pattern"))

    def test_every_category_is_set_up(self):
        categories = self.env["product.category"].search(
            [("id", "in", self._own_ids("product.category"))]
        )
        self.assertEqual(len(categories), 6)
        goods = categories - self.env.ref("bakery_suite.product_category_service")
        self.assertEqual(
            set(goods.with_company(self.bakery).mapped("property_cost_method")),
            {"average"},
        )

    def test_categories_have_indonesian_names(self):
        category = self.env.ref("bakery_suite.product_category_ingredient")
        self.assertEqual(category.name, "Bahan Baku")
        category.name = "Bahan Roti"
        self.setup_bakery(self.bakery)
        self.assertEqual(category.name, "Bahan Roti", "a name of the user's stays")

    def _own_ids(self, model):
        data = self.env["ir.model.data"].search(
            [("module", "=", "bakery_suite"), ("model", "=", model)]
        )
        return data.mapped("res_id")

    def test_options_reach_every_employee(self):
        employee = self.user_of_role("waiter")
        for group in (
            "stock.group_production_lot",
            "stock.group_stock_multi_locations",
            "mrp.group_mrp_routings",
            "uom.group_uom",
        ):
            self.assertTrue(employee.has_group(group), group)

    def test_make_to_order_route_is_there(self):
        self.assertTrue(self.env.ref("stock.route_warehouse0_mto").active)

    def test_internal_transfers_are_there(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.bakery.id)], limit=1
        )
        self.assertTrue(warehouse.int_type_id.active)

    def test_every_way_of_paying_posts_an_entry(self):
        lines = self.env["account.payment.method.line"].search(
            [
                ("journal_id.company_id", "=", self.bakery.id),
                ("journal_id.type", "in", ("bank", "cash")),
            ]
        )
        self.assertTrue(lines)
        self.assertFalse(lines.filtered(lambda line: not line.payment_account_id))

    def test_kitchen_has_stations_once(self):
        stations = self.env["bakery.kitchen.station"]
        own = stations.search([("company_id", "=", self.bakery.id)])
        self.assertEqual(len(own), 4)
        self.assertEqual(len(own.filtered("is_expo")), 1)
        own[1:].unlink()
        self.setup_bakery(self.bakery)
        self.assertEqual(stations.search([("company_id", "=", self.bakery.id)]), own[0])
        till = self.env["pos.config"].with_company(self.bakery)
        self.assertTrue(till.create({"name": "Kasir Uji"}).kitchen_tickets)

    def test_tips_are_owed_and_commissions_are_wages(self):
        tip = self.env.ref("point_of_sale.product_product_tip")
        self.assertFalse(
            tip.taxes_id.filtered(lambda tax: tax.company_id == self.bakery)
        )
        account = tip.with_company(self.bakery).property_account_income_id
        self.assertEqual(account.account_type, "liability_current")
        self.assertEqual(self.bakery.commission_account_id.account_type, "expense")

    def _collectors(self):
        return (
            self.env["bakery.pos.collector"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.bakery.id)])
        )

    def test_platforms_and_wallets_are_paid_each_by_its_own(self):
        collectors = self._collectors()
        self.assertEqual(
            collectors.filtered(lambda one: one.kind == "wallet").mapped("name"),
            ["GoPay", "OVO", "DANA", "ShopeePay"],
        )
        platforms = collectors.filtered(lambda one: one.kind == "platform")
        self.assertEqual(platforms.mapped("name"), ["GoFood", "GrabFood", "ShopeeFood"])
        methods = collectors.payment_method_ids
        self.assertEqual(len(methods), len(collectors))
        self.assertEqual(len(methods.outstanding_account_id), len(collectors))
        self.assertEqual(len(platforms.pricelist_id), len(platforms))
        for collector in collectors:
            self.assertTrue(collector.commission_account_id and collector.journal_id)
            self.assertGreater(collector.commission_rate, 0)

    def test_a_platform_that_is_not_used_stays_away(self):
        platform = self._collectors()[-1]
        platform.active = False
        before = self._collectors()
        self.setup_bakery(self.bakery)
        self.assertEqual(self._collectors(), before)
        self.assertFalse(platform.active)

    def test_the_first_till_takes_cash_and_cards_too(self):
        Till = self.env["pos.config"].with_company(self.bakery)
        till = Till.create({"name": "Kasir Uji", "company_id": self.bakery.id})
        methods = till.payment_method_ids
        self.assertTrue(methods.filtered("is_cash_count"))
        self.assertIn("debit", methods.mapped("settlement_kind"))
        self.assertIn(self._collectors()[:1], methods.collector_id)

    def test_guests_do_not_wait_for_the_stock(self):
        till = self.env["pos.config"].with_company(self.bakery)
        self.assertTrue(till.create({"name": "Kasir Uji"}).stock_outbox)
        till = till.with_company(self.env["res.company"].create({"name": "Lain Uji"}))
        self.assertFalse(till.new({}).stock_outbox)

    def test_chosen_to_wait_for_the_stock_stays(self):
        till = self.env["pos.config"].with_company(self.bakery)
        till = till.create({"name": "Kasir Uji", "stock_outbox": False})
        self.setup_bakery(self.bakery)
        self.assertFalse(till.stock_outbox)

    def test_time_zone_is_the_one_asked_for(self):
        self.assertEqual(self.bakery.resource_calendar_id.tz, "Asia/Makassar")

    def test_owner_is_made_once_and_can_log_in(self):
        owner = self.env["res.users"].search([("login", "=", "uji.pemilik")])
        self.assertEqual(len(owner), 1)
        self.assertEqual(owner.company_id, self.bakery)
        self.assertFalse(owner.has_group("base.group_system"))
        self.setup_bakery(
            self.bakery, owner={"login": "uji.pemilik", "password": "lain"}
        )
        self.assertEqual(
            self.env["res.users"].search_count([("login", "=", "uji.pemilik")]), 1
        )
        credential = {
            "type": "password",
            "login": "uji.pemilik",
            "password": "rahasia-uji",
        }
        self.env["res.users"].authenticate(credential, {"interactive": False})

    def test_running_it_again_changes_nothing(self):
        def picture():
            return {
                model: self.env[model].search_count([])
                for model in (
                    "account.account",
                    "account.journal",
                    "account.tax",
                    "product.category",
                    "stock.location",
                    "stock.picking.type",
                    "res.users",
                    "payment.provider",
                    "bakery.pos.collector",
                    "pos.payment.method",
                    "pos.preset",
                    "product.pricelist",
                )
            }

        before = picture()
        self.setup_bakery(self.bakery, name="PT Roti Uji")
        self.assertEqual(picture(), before)

    def test_another_chart_with_entries_is_refused(self):
        company = self.env["res.company"].create({"name": "Toko Lama"})
        self.env.user.company_ids += company
        self.env["account.chart.template"].try_loading("generic_coa", company)
        accounts = self.env["account.account"].search(
            [("company_ids", "in", company.ids)], limit=2
        )
        journal = self.env["account.journal"].search(
            [("company_id", "=", company.id), ("type", "=", "general")], limit=1
        )
        move = self.env["account.move"].create(
            {
                "journal_id": journal.id,
                "line_ids": [
                    (0, 0, {"account_id": accounts[0].id, "debit": 10}),
                    (0, 0, {"account_id": accounts[1].id, "credit": 10}),
                ],
            }
        )
        move.action_post()
        with self.assertRaisesRegex(UserError, "Toko Lama"):
            self.setup_bakery(company)
        self.assertEqual(company.chart_template, "generic_coa")

    def test_only_an_administrator_may_run_it(self):
        owner = self.env["res.users"].search([("login", "=", "uji.pemilik")])
        with self.assertRaises(AccessError):
            self.env["bakery.setup"].with_user(owner).apply(self.bakery, {})
        with self.assertRaises(AccessError):
            self.env["bakery.setup"].with_user(owner).create({"name": "x"})

    def test_it_cannot_be_called_over_rpc(self):
        with self.assertRaises(AccessError):
            get_public_method(self.env["bakery.setup"], "apply")

    def test_form_applies_what_was_typed(self):
        setup = self.env["bakery.setup"].create(
            {"company_id": self.bakery.id, "tz": "Asia/Jayapura"}
        )
        self.assertEqual(setup.name, "PT Roti Uji")
        setup.name = "PT Roti Baru"
        action = setup.action_apply()
        self.assertEqual(action["tag"], "reload")
        self.assertEqual(self.bakery.name, "PT Roti Baru")
        self.assertEqual(self.bakery.resource_calendar_id.tz, "Asia/Jayapura")
