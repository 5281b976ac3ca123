from .common import BakeryDemoCommon

OUTLETS = ("cafe", "shop")


class TestOutlets(BakeryDemoCommon):
    def test_the_cafe_has_its_floors(self):
        floors = self.demo("pos_config_cafe").floor_ids
        tables = {floor.name: len(floor.table_ids) for floor in floors}
        self.assertEqual(tables, {"Ruangan Utama": 10, "Teras": 6})
        self.assertTrue(all(floors.table_ids.mapped("seats")))

    def test_tables_do_not_overlap(self):
        for floor in self.demo("pos_config_cafe").floor_ids:
            tables = list(floor.table_ids)
            for number, one in enumerate(tables):
                for other in tables[number + 1 :]:
                    apart = (
                        abs(one.position_h - other.position_h)
                        >= (one if one.position_h < other.position_h else other).width
                        or abs(one.position_v - other.position_v)
                        >= (one if one.position_v < other.position_v else other).height
                    )
                    self.assertTrue(apart, (one.table_number, other.table_number))

    def test_every_outlet_sells_from_its_own_warehouse(self):
        for outlet in OUTLETS:
            config = self.demo(f"pos_config_{outlet}")
            warehouse = self.demo(f"warehouse_{outlet}")
            with self.subTest(outlet=outlet):
                self.assertEqual(config.picking_type_id, warehouse.pos_type_id)
                self.assertEqual(
                    config.picking_type_id.default_location_src_id,
                    warehouse.lot_stock_id,
                )

    def test_every_outlet_has_its_column_in_the_books(self):
        for outlet in OUTLETS:
            config = self.demo(f"pos_config_{outlet}")
            self.assertEqual(config.outlet_analytic_id, self.demo(f"analytic_{outlet}"))

    def test_every_till_takes_what_guests_pay_with(self):
        tills = [self.demo(f"pos_config_{outlet}") for outlet in OUTLETS]
        wallets = ["GoPay", "OVO", "DANA", "ShopeePay", "E-wallet Lain"]
        platforms = ["GoFood", "GrabFood", "ShopeeFood"]
        for till in tills:
            self.assertEqual(
                till.payment_method_ids.mapped("name"),
                ["Tunai", "Kartu", "QRIS", *wallets, *platforms],
            )
        cash = [
            till.payment_method_ids.filtered("is_cash_count").journal_id
            for till in tills
        ]
        self.assertEqual(len(cash[0] | cash[1]), 2, "each till has its own cash")

    def test_platforms_sell_dearer_at_every_till(self):
        croissant = self.demo("product_jdi_croissant")
        for outlet in OUTLETS:
            till = self.demo(f"pos_config_{outlet}")
            presets = till.available_preset_ids.filtered("platform_name")
            self.assertEqual(len(presets), 3)
            self.assertNotIn(till.default_preset_id, presets)
            for preset in presets:
                price = preset.pricelist_id._get_product_price(croissant, 1.0)
                self.assertEqual(price, round(croissant.lst_price * 1.2, -2))
                method = till.payment_method_ids.filtered(
                    lambda method, preset=preset: method.platform_preset_id == preset
                )
                self.assertEqual(method.name, preset.name)

    def test_cashier_and_waiter_may_open_the_till(self):
        cafe = self.demo("pos_config_cafe")
        self.assertIn(self.demo("employee_cashier"), cafe.basic_employee_ids)
        self.assertIn(self.demo("employee_waiter"), cafe.minimal_employee_ids)

    def test_outlets_have_what_they_sell(self):
        for outlet in OUTLETS:
            location = self.demo(f"location_{outlet}_stock")
            till = self.demo(f"pos_config_{outlet}")
            products = self.stocked("finished") - self.turned()
            products = products.with_context(location=location.id)
            if till.limit_categories:
                products = products.filtered(
                    lambda p, t=till: p.pos_categ_ids & t.iface_available_categ_ids
                )
            for product in products.filtered(lambda p: p.type == "consu"):
                with self.subTest(outlet=outlet, product=product.default_code):
                    self.assertGreaterEqual(product.qty_available, 4)

    def test_tills_ask_for_no_lot_of_a_bread(self):
        breads = self.stocked("finished").filtered(lambda p: p.tracking == "lot")
        self.assertGreaterEqual(len(breads), 3)
        for outlet in OUTLETS:
            kind = self.demo(f"pos_config_{outlet}").picking_type_id
            self.assertFalse(kind.use_existing_lots or kind.use_create_lots)

    def test_the_central_kitchen_supplies_the_outlets(self):
        rule = self.demo("orderpoint_cafe_jdi_croissant")
        rule.write({"product_min_qty": 100, "product_max_qty": 100})
        rule.action_replenish()
        moves = self.env["stock.move"].search(
            [("product_id", "=", rule.product_id.id), ("state", "!=", "done")]
        )
        kitchen = self.env.ref("stock.warehouse0").lot_stock_id
        self.assertIn(kitchen, moves.location_id)
        self.assertIn(self.demo("location_cafe_stock"), moves.location_dest_id)

    def test_the_kitchen_bakes_what_runs_low(self):
        rule = self.demo("orderpoint_kitchen_jdi_tawar_putih")
        self.assertGreater(rule.qty_to_order, 0)
        rule.action_replenish()
        orders = self.env["mrp.production"].search([("orderpoint_id", "=", rule.id)])
        self.assertEqual(orders.product_qty, rule.product_max_qty)

    def test_the_kitchen_buys_what_runs_low(self):
        rule = self.demo("orderpoint_kitchen_bhn_stroberi")
        self.assertGreater(rule.qty_to_order, 0)
        rule.action_replenish()
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", rule.product_id.id), ("state", "=", "draft")]
        )
        self.assertEqual(line.product_uom_id, self.env.ref("uom.product_uom_kgm"))
        self.assertEqual(line.partner_id, self.demo("partner_vendor_buah"))

    def test_a_web_customer_can_pay_and_choose_a_delivery(self):
        transfer = self.env.ref("payment.payment_provider_transfer")
        self.assertEqual((transfer.state, transfer.is_published), ("enabled", True))
        carriers = self.demo("delivery_carrier_courier") | self.env.ref(
            "website_sale_collect.carrier_pick_up_in_store"
        )
        self.assertTrue(all(carriers.mapped("is_published")))

    def test_stations_of_the_cafe_make_its_goods(self):
        stations = self.env["bakery.kitchen.station"].search(
            [("company_id", "=", self.env.ref("base.main_company").id)]
        )
        kitchen, bar, pastry, expo = (
            self.demo(f"kitchen_station_{name}")
            for name in ("kitchen", "bar", "pastry", "expo")
        )
        self.assertEqual(stations, kitchen | bar | pastry | expo, "and no others")
        routing = self.demo("pos_config_cafe")._kitchen_routing()
        self.assertEqual(routing.of(self.demo("product_mnm_kopi_susu")), bar)
        self.assertEqual(routing.of(self.demo("product_jdi_croissant")), pastry)
        self.assertFalse(self.demo("pos_config_shop")._kitchen_routing().stations)
