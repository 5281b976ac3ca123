import json

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_leaks import LeaksCommon

MAY_NOT = "where you do not work"


@tagged("post_install", "-at_install")
class TestLeaksBeside(LeaksCommon):
    """Reports, wizards, forms and helpers, which ask no record rule by themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Quotations without a warehouse in the context, and finished deliveries.
        cls.draft = cls.env["sale.order"].create(
            {
                "name": "TLN-Q",
                "partner_id": cls.customer.id,
                "warehouse_id": cls.other.id,
                "order_line": [
                    Command.create({"product_id": cls.product.id, "product_uom_qty": 7})
                ],
            }
        )
        cls.shipped = cls.picking("shipment", cls.other, state="done")
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.invalidate_all()

    def _hidden(self, model, path):
        found = self.env[model].search([(path, "=", self.other.id)], limit=1)
        self.assertTrue(found, model)
        self.env.invalidate_all()
        return found

    # Reports ---------------------------------------------------------------------

    def test_no_report_of_a_guarded_model_prints_a_hidden_document(self):
        paths = {
            "stock.location": "warehouse_id",
            "stock.lot": "quant_ids.location_id.warehouse_id",
            "stock.move": "location_id.warehouse_id",
            "stock.package": "location_id.warehouse_id",
            "stock.picking": "picking_type_id.warehouse_id",
            "stock.picking.type": "warehouse_id",
            "stock.quant": "location_id.warehouse_id",
            "sale.order": "warehouse_id",
        }
        reports = self.env["ir.actions.report"].search([("model", "in", list(paths))])
        self.assertGreater(len(reports), 12)
        mine = self.env["ir.actions.report"].with_user(self.everything)
        for report in reports:
            with self.subTest(report=report.report_name):
                record = self._hidden(report.model, paths[report.model])
                kind = "text" if report.report_type == "qweb-text" else "html"
                with self.assertRaises(AccessError):
                    getattr(mine, f"_render_qweb_{kind}")(
                        report.report_name, record.ids
                    )

    def test_reception_report_of_hidden_transfer(self):
        report = self._as("report.stock.report_reception")
        data = report.get_report_data(self.hidden.ids, {})
        self.assertNotIn("TLN", json.dumps(data, default=str))
        with self.assertRaises(AccessError):
            report.action_assign(self.hidden.move_ids.ids, [1], [[]])

    def test_forecast_leaves_out_quotations_of_other_warehouses(self):
        for model, record in (
            ("stock.forecasted_product_product", self.product),
            ("stock.forecasted_product_template", self.product.product_tmpl_id),
        ):
            values = self._as(model).get_report_values(docids=record.ids)
            self.assertNotIn("TLN", json.dumps(values, default=str))
            header = values["docs"]["product"][self.product.id]
            self.assertFalse(header["draft_sale_qty"]["out"])
            with self.assertRaises(AccessError):
                self._as(model).with_context(
                    warehouse_id=self.other.id
                ).get_report_values(docids=record.ids)

    def test_forecast_reserves_no_hidden_movement(self):
        forecast = self._as("stock.forecasted_product_product")
        moves = self.hidden.move_ids.ids
        with self.assertRaises(AccessError):
            forecast.action_reserve_linked_picks(moves)
        with self.assertRaises(AccessError):
            forecast.action_unreserve_linked_picks(moves)

    def test_traceability_of_hidden_documents(self):
        trace = self._as("stock.traceability.report").create({})
        line = self.shipped.move_line_ids[:1]
        with self.assertRaises(AccessError):
            trace.get_lines(
                model_name="stock.picking", model_id=self.shipped.id, level=1
            )
        with self.assertRaises(AccessError):
            trace.get_lines(
                line_id=1, model_name="stock.move.line", model_id=line.id, level=1
            )
        with self.assertRaises(AccessError):
            trace.get_pdf_lines(
                [
                    {
                        "level": 1,
                        "id": 1,
                        "model_name": "stock.move.line",
                        "model_id": line.id,
                    }
                ]
            )
        with self.assertRaises(AccessError):
            trace.with_context(
                active_model="stock.picking", active_id=self.shipped.id
            ).get_pdf([])

    def test_rules_report_of_hidden_warehouse(self):
        report = self.env["ir.actions.report"].with_user(self.everything)
        name = "stock.action_report_stock_rule"
        data = {"product_id": self.product.id, "warehouse_ids": self.own.ids}
        html = report._render_qweb_html(name, self.product.ids, data=data)[0]
        self.assertNotIn(b"Toko Lain", html)
        data["warehouse_ids"] = self.other.ids
        with self.assertRaises(AccessError):
            report._render_qweb_html(name, self.product.ids, data=data)

    def test_value_of_the_company_takes_all_warehouses(self):
        report = self._as("stock_account.stock.valuation.report")
        with self.assertRaises(AccessError):
            report.get_report_values()
        with self.assertRaises(AccessError):
            report._get_report_values([])
        self.assertFalse(self._as("stock.avco.report").search([]))
        seer = self.user_of(self.role_with("cost_view", warehouse_scope="all"))
        seer.group_ids += self.env.ref("account.group_account_readonly")
        self._as("stock_account.stock.valuation.report", seer).get_report_values()

    def test_value_of_goods_counts_own_warehouses_only(self):
        self.product.categ_id.property_cost_method = "average"
        self.env.flush_all()
        self.env.invalidate_all()
        product = self.product.with_user(self.everything).with_context(
            allowed_company_ids=self.env.company.ids
        )
        quantity = product.qty_available
        self.assertEqual(product.total_value, 10000 * quantity)
        self.assertEqual(product.avg_cost, 10000)

    def test_cost_follows_from_all_warehouses_whoever_receives(self):
        category = self.env["product.category"].create(
            {"name": "FIFO", "property_cost_method": "fifo"}
        )

        def cost(user):
            product = self.env["product.product"].create(
                {"name": "Gula Uji", "is_storable": True, "categ_id": category.id}
            )
            for warehouse, price in ((self.other, 1000), (self.own, 3000)):
                product.standard_price = price
                values = self.picking_values("receipt", warehouse, quantity=10)
                [[_command, _id, move]] = values["move_ids"]
                move["product_id"] = product.id
                picking = self.env["stock.picking"].create(values)
                picking.action_confirm()
                self.env.flush_all()
                self.env.invalidate_all()
                who = user if warehouse == self.own else self.env.user
                # As a client that shows the stock before it validates.
                product.with_user(who).read(["qty_available"])
                picking.with_user(who).button_validate()
                self.env.invalidate_all()
            return product.standard_price

        self.assertEqual(cost(self.clerk), cost(self.env.user))
        self.assertEqual(cost(self.env.user), 2000)

    def test_lot_in_both_warehouses_tells_of_the_own(self):
        lot = self.env["stock.lot"].create(
            {"name": "LOT-DUA", "product_id": self.lot_product.id}
        )
        for warehouse, quantity in ((self.own, 3), (self.other, 40)):
            self.env["stock.quant"]._update_available_quantity(
                self.lot_product, warehouse.lot_stock_id, quantity, lot_id=lot
            )
        self.env.flush_all()
        hidden = lot.quant_ids.filtered(
            lambda quant: quant.location_id == self.other.lot_stock_id
        )
        for _turn in range(2):
            self.env.invalidate_all()
            mine = lot.with_user(self.everything)
            mine.check_access("read")
            [row] = mine.read(["product_qty", "quant_ids"])
            self.assertEqual(row["product_qty"], 3)
            self.assertNotIn(hidden.id, row["quant_ids"])
            rows = mine.web_read({"quant_ids": {"fields": {"quantity": {}}}})
            self.assertEqual([q["quantity"] for q in rows[0]["quant_ids"]], [3])

    def test_shared_route_opens_without_other_warehouses(self):
        route = self.env["stock.route"].create(
            {
                "name": "Bersama",
                "warehouse_selectable": True,
                "warehouse_ids": [Command.set((self.own | self.other).ids)],
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        [row] = route.with_user(self.everything).read(["name", "warehouse_ids"])
        self.assertEqual(row["warehouse_ids"], self.own.ids)

    # Wizards and forms -----------------------------------------------------------

    def test_wizards_read_no_hidden_document(self):
        line = self.shipped.move_line_ids[:1]
        orderpoint = self._hidden("stock.warehouse.orderpoint", "warehouse_id")
        package = self._hidden("stock.package", "location_id.warehouse_id")
        for model, values in (
            ("stock.return.picking", {"picking_id": self.shipped.id}),
            ("stock.replenishment.info", {"orderpoint_id": orderpoint.id}),
            (
                "product.replenish",
                {
                    "product_id": self.product.id,
                    "product_tmpl_id": self.product.product_tmpl_id.id,
                    "product_uom_id": self.product.uom_id.id,
                    "warehouse_id": self.other.id,
                    "quantity": 1,
                },
            ),
            ("lot.label.layout", {"move_line_ids": [Command.set(line.ids)]}),
            ("product.label.layout", {"move_ids": [Command.set(line.move_id.ids)]}),
            ("stock.put.in.pack", {"package_ids": [Command.set(package.ids)]}),
        ):
            if model not in self.env:
                continue
            with self.subTest(model=model), self.assertRaises(AccessError):
                wizard = self._as(model).create(values)
                wizard.read()

    def test_return_of_a_hidden_delivery_is_not_shown(self):
        wizard = self._as("stock.return.picking").with_context(
            active_id=self.shipped.id, active_model="stock.picking"
        )
        with self.assertRaises(AccessError):
            wizard.onchange(
                {},
                [],
                {
                    "picking_id": {"fields": {"display_name": {}}},
                    "product_return_moves": {"fields": {"product_id": {}}},
                },
            )
        with self.assertRaises(AccessError):
            wizard.create({})

    def test_unsaved_forms_read_no_hidden_document(self):
        lot = self.lots[self.other]
        name = {"fields": {"display_name": {}}}
        for model, field, record in (
            ("stock.scrap", "picking_id", self.hidden),
            ("stock.scrap", "lot_id", lot),
            ("stock.move", "picking_id", self.hidden),
            ("stock.move.line", "lot_id", lot),
            ("stock.quant", "lot_id", lot),
            ("sale.order.line", "order_id", self.draft),
        ):
            with self.subTest(model=model, field=field):
                with self.assertRaises(AccessError):
                    self._as(model).onchange({field: record.id}, [field], {field: name})
                with self.assertRaises(AccessError):
                    self._as(model).with_context(
                        **{f"default_{field}": record.id}
                    ).onchange({}, [], {field: name})

    def test_forms_of_transfers_to_hidden_warehouses_still_work(self):
        transfer = self.picking(
            "transfer", self.own, destination=self.other.lot_stock_id
        )
        self.env.invalidate_all()
        mine = transfer.with_user(self.clerk)
        spec = {"note": {}, "location_dest_id": {"fields": {"display_name": {}}}}
        values = {"note": "x", "location_dest_id": transfer.location_dest_id.id}
        mine.onchange(values, ["note"], spec)
        mine.web_read(spec)
        report = self.env["ir.actions.report"].with_user(self.clerk)
        report._render_qweb_html("stock.report_deliveryslip", transfer.ids)

    # Searches --------------------------------------------------------------------

    def test_ids_of_hidden_documents_find_nothing(self):
        quant = self._hidden("stock.quant", "location_id.warehouse_id")
        move = self.hidden.move_ids[:1]
        for model, field, record in (
            ("product.product", "stock_quant_ids", quant),
            ("product.product", "stock_move_ids", move),
            ("stock.location", "incoming_move_line_ids", self.hidden.move_line_ids),
            ("res.partner", "sale_order_ids", self.draft),
        ):
            with self.subTest(model=model, field=field):
                every = self._as(model).with_context(active_test=False)
                count = every.search_count([])
                for value in (record.ids, record.ids[0]):
                    operator = "in" if isinstance(value, list) else "="
                    self.assertFalse(every.search_count([(field, operator, value)]))
                self.assertEqual(
                    every.search_count([(field, "not in", record.ids)]), count
                )
        lines = self._as("sale.order.line").search_count(
            [("product_id.stock_quant_ids", "in", quant.ids)]
        )
        self.assertFalse(lines)

    def test_ids_of_own_documents_are_found(self):
        quant = self.env["stock.quant"]._gather(self.product, self.own.lot_stock_id)
        found = self._as("product.product").search(
            [("stock_quant_ids", "in", [*quant.ids, False])]
        )
        self.assertIn(self.product, found)
        found = self._as("product.product").search([("stock_quant_ids", "!=", False)])
        self.assertIn(self.product, found)

    def test_operator_that_bypasses_rules_is_not_for_clients(self):
        with self.assertRaises(ValueError):
            self._as("product.product").search(
                [("stock_quant_ids", "any!", [("quantity", ">", 0)])]
            )

    def test_barcodes_and_names_of_other_warehouses_find_nothing(self):
        self.product.barcode = "8990001"
        for model, domain in (
            ("stock.picking", [("name", "=", self.hidden.name)]),
            ("stock.lot", [("name", "=", "LOT-TLN")]),
            ("stock.package", [("name", "=", "PAK-TLN")]),
            ("stock.location", [("barcode", "=", self.other.lot_stock_id.barcode)]),
            ("stock.picking.type", [("barcode", "=", self.other.in_type_id.barcode)]),
            (
                "stock.quant",
                [
                    ("product_id.barcode", "=", "8990001"),
                    ("quantity", ">", 0),
                    ("location_id", "child_of", self.other.view_location_id.id),
                ],
            ),
        ):
            with self.subTest(model=model):
                if "False" not in str(domain):
                    self.assertTrue(self.env[model].search_count(domain))
                self.assertFalse(self._as(model).search_count(domain))
                self.assertFalse(self._as(model).name_search("TLN"))
        with self.assertRaises(AccessError):
            quants = self._hidden("stock.quant", "location_id.warehouse_id")
            quants.with_user(self.everything).get_aggregate_barcodes()

    def test_quantities_of_a_hidden_warehouse_in_the_context(self):
        product = self._as("product.product").browse(self.product.id)
        with self.assertRaises(AccessError):
            product.with_context(warehouse_id=self.other.id).search(
                [("qty_available", ">", 0)]
            )

    def test_groups_of_hidden_rows(self):
        for model, groupby in (
            ("stock.quant", "location_id"),
            ("stock.move", "picking_id"),
            ("stock.rule", "warehouse_id"),
            ("sale.report", "warehouse_id"),
            ("report.stock.quantity", "warehouse_id"),
        ):
            groups = self._as(model).formatted_read_group([], [groupby], ["__count"])
            names = json.dumps(groups, default=str)
            self.assertNotIn("TLN", names, model)
            self.assertNotIn("Toko Lain", names, model)

    def test_numbers_of_other_warehouses(self):
        hidden = self.other.in_type_id.sequence_id
        with self.assertRaises(AccessError):
            hidden.with_user(self.everything).read(["number_next_actual"])
        own = self.own.in_type_id.sequence_id
        self.assertTrue(own.with_user(self.everything).read(["name"]))

    # Helpers that take ids -------------------------------------------------------

    def test_serial_number_of_a_hidden_warehouse(self):
        self.lot_product.tracking = "serial"
        line = self.picking("receipt", self.own)
        spec = {"lot_name": {}, "location_id": {"fields": {"display_name": {}}}}
        answer = self._as("stock.move.line").onchange(
            {
                "product_id": self.lot_product.id,
                "lot_name": "LOT-TLN",
                "picking_id": line.id,
                "company_id": self.env.company.id,
                "location_id": self.own.lot_stock_id.id,
            },
            ["lot_name"],
            spec,
        )
        self.assertNotIn("TLN/", json.dumps(answer, default=str))

    def test_lots_names_are_unique_though_hidden(self):
        with self.assertRaises(ValidationError):
            self._as("stock.lot").create(
                {"name": "LOT-TLN", "product_id": self.lot_product.id}
            )

    def test_followers_and_activities_of_hidden_documents(self):
        self.hidden.activity_schedule("mail.mail_activity_data_todo", summary="Rahasia")
        domain = [("res_model", "=", "stock.picking"), ("res_id", "=", self.hidden.id)]
        self.assertFalse(self._as("mail.activity").search(domain))
        self.assertFalse(
            self._as("mail.activity").formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ]
        )
        if self._as("mail.followers").has_access("read"):
            self.assertFalse(self._as("mail.followers").search(domain))
        partner = self.everything.partner_id
        self._as("stock.picking").browse(self.hidden.id).message_subscribe(
            partner_ids=partner.ids
        )
        self.assertNotIn(partner, self.hidden.message_partner_ids)

    def test_references_lead_nowhere_hidden(self):
        for name in self._as("stock.reference").search([]).mapped("name"):
            self.assertNotIn("TLN", name)
        order = self.env["sale.order"].search(
            [("warehouse_id", "=", self.own.id), ("state", "=", "sale")], limit=1
        )
        self.assertTrue(order.with_user(self.everything).picking_ids)
