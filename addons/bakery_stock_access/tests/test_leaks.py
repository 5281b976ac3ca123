import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_leaks import PLACES, LeaksCommon


@tagged("post_install", "-at_install")
class TestLeaks(LeaksCommon):
    """Nothing of another warehouse is read or written, on any way we know."""

    def test_fixture_has_something_to_hide_everywhere(self):
        for model, path in PLACES.items():
            for warehouse in (self.own, self.other):
                self.assertTrue(
                    self.env[model].search_count([(path, "=", warehouse.id)]),
                    (model, warehouse.code),
                )

    def test_search_shows_own_and_hides_other(self):
        for model, path in PLACES.items():
            with self.subTest(model=model):
                own, other = (
                    self.env[model].search([(path, "=", warehouse.id)])
                    for warehouse in (self.own, self.other)
                )
                found = self._as(model).search([])
                self.assertTrue(own & found, "own are hidden")
                self.assertFalse((other - own) & found, "others are shown")

    def test_read_and_count_and_groups(self):
        for model, path in PLACES.items():
            with self.subTest(model=model):
                other = self.env[model].search([(path, "=", self.other.id)])
                other -= self.env[model].search([(path, "=", self.own.id)])
                domain = [("id", "in", other.ids)]
                with self.assertRaises(AccessError):
                    self._as(model).browse(other.ids).read(["id", "display_name"])
                self.assertFalse(self._as(model).search_count(domain))
                groups = self._as(model).formatted_read_group(domain, [], ["__count"])
                self.assertFalse(groups and groups[0]["__count"])
                rows = self._as(model).web_search_read(domain, {"id": {}})
                self.assertFalse(rows["records"])
                self.assertFalse(rows["length"])

    def test_name_search_and_export_and_copy(self):
        names = self._as("stock.warehouse").name_search("Toko Lain")
        self.assertFalse(names)
        for model in ("stock.picking", "sale.order"):
            record = (
                self.hidden
                if model == "stock.picking"
                else self.env[model].search(
                    [("warehouse_id", "=", self.other.id)], limit=1
                )
            )
            hidden = self._as(model).browse(record.id)
            with self.assertRaises(AccessError):
                hidden.copy()
            with self.assertRaises(AccessError):
                hidden.export_data(["name"])
            with self.assertRaises(AccessError):
                hidden.web_read({"name": {}})

    def test_dotted_paths_do_not_guess(self):
        moves = self._as("stock.move").search(
            [("picking_id.name", "=", self.hidden.name)]
        )
        self.assertFalse(moves)
        products = self._as("product.product").search(
            [("stock_move_ids.picking_id", "=", self.hidden.id)]
        )
        self.assertNotIn(self.product, products)
        products = self._as("product.product").search(
            [("stock_quant_ids.location_id", "=", self.other.lot_stock_id.id)]
        )
        self.assertNotIn(self.product, products)

    def test_quantities_count_own_warehouses_only(self):
        product = self.product.with_user(self.everything).with_context(
            allowed_company_ids=self.env.company.ids
        )
        own = self.product.with_context(warehouse_id=self.own.id).qty_available
        self.assertEqual(product.qty_available, own)
        there = product.with_context(warehouse_id=self.other.id).qty_available
        self.assertFalse(there)
        there = product.with_context(location=self.other.lot_stock_id.id).qty_available
        self.assertFalse(there)

    def test_chatter_and_attachments(self):
        with self.assertRaises(AccessError):
            self._as("ir.attachment").browse(self.file.id).read(["datas"])
        self.assertFalse(self._as("ir.attachment").search([("id", "=", self.file.id)]))
        with self.assertRaises(AccessError):
            self._as("mail.message").browse(self.note.id).read(["body"])
        self.assertFalse(self._as("mail.message").search([("id", "=", self.note.id)]))
        with self.assertRaises(AccessError):
            self._as("stock.picking").browse(self.hidden.id).message_post(body="x")

    def test_followers_who_may_not_see_get_no_mail(self):
        self.hidden.message_subscribe(partner_ids=self.everything.partner_id.ids)
        message = self.hidden.message_post(
            body="Rahasia", subtype_xmlid="mail.mt_comment", message_type="comment"
        )
        self.assertNotIn(self.everything.partner_id, message.notified_partner_ids)

    def test_reports(self):
        report = self.env["ir.actions.report"].with_user(self.everything)
        for name in ("stock.action_report_picking", "stock.action_report_delivery"):
            with self.assertRaises(AccessError):
                report._render_qweb_html(name, self.hidden.ids)

    def test_forecast_and_traceability(self):
        forecast = self._as("stock.forecasted_product_product")
        values = forecast.get_report_values(docids=self.product.ids)
        self.assertNotIn(self.hidden.name, json.dumps(values, default=str))
        trace = self._as("stock.traceability.report")
        lot = self.lots[self.other]
        with self.assertRaises(AccessError):
            lot.with_user(self.everything).read(["name"])
        lines = trace.with_context(active_id=lot.id, model="stock.lot").get_lines(
            model_name="stock.lot", model_id=lot.id, level=1
        )
        self.assertFalse(lines)

    def test_dashboard_counts(self):
        kinds = self._as("stock.picking.type").search([])
        self.assertNotIn(self.other.out_type_id, kinds)
        self.assertNotIn(self.other.in_type_id, kinds)

    def test_writes_into_hidden_places(self):
        mine = self.picking("receipt", self.own)
        as_me = self._as("stock.picking").browse(mine.id)
        for values in (
            {"location_dest_id": self.other.lot_stock_id.id},
            {"picking_type_id": self.other.in_type_id.id},
        ):
            with self.assertRaises(AccessError):
                as_me.write(values)
                self.env.flush_all()
        with self.assertRaises(AccessError):
            as_me.move_line_ids.write({"location_dest_id": self.other.lot_stock_id.id})
        with self.assertRaises(AccessError):
            as_me.move_ids.write({"location_dest_id": self.other.lot_stock_id.id})
        transfer = self.picking_values(
            "transfer", self.own, destination=self.other.lot_stock_id
        )
        transfer["location_dest_id"] = self.other.lot_stock_id.id
        with self.assertRaises(AccessError):
            self._as("stock.picking").create(transfer)

    def test_writes_on_hidden_documents(self):
        line = self.hidden.move_line_ids
        with self.assertRaises(AccessError):
            self._as("stock.move.line").browse(line.ids).write({"quantity": 1})
        with self.assertRaises(AccessError):
            self._as("stock.move").browse(self.hidden.move_ids.ids).write(
                {"product_uom_qty": 1}
            )
        with self.assertRaises(AccessError):
            self._as("stock.picking").browse(self.hidden.id).button_validate()
        done = self.picking("receipt", self.other, state="done")
        with self.assertRaises(AccessError):
            wizard = self._as("stock.return.picking").create({"picking_id": done.id})
            wizard.action_create_returns_all()

    def test_quantities_change_by_counting_only(self):
        for user in (self.clerk, self.admin, self.everything):
            quant = self.env["stock.quant"]._gather(self.product, self.own.lot_stock_id)
            quant = quant.with_user(user)
            for values in ({"quantity": 9}, {"reserved_quantity": 9}):
                with self.assertRaises(AccessError):
                    quant.write(values)
            with self.assertRaises(AccessError):
                self._as("stock.quant", user).create(
                    {
                        "product_id": self.product.id,
                        "location_id": self.own.lot_stock_id.id,
                        "quantity": 500,
                    }
                )
        with self.assertRaises(AccessError):
            self._as("stock.quant").with_context(inventory_mode=True).create(
                {
                    "product_id": self.product.id,
                    "location_id": self.other.lot_stock_id.id,
                    "inventory_quantity": 500,
                }
            )

    def test_states_change_by_processing_only(self):
        picking = self.picking("receipt", self.own)
        for user in (self.clerk, self.admin):
            for records in (picking, picking.move_ids):
                with self.assertRaises(AccessError):
                    records.with_user(user).write({"state": "done"})

    def test_processed_documents_take_the_right_to_cancel(self):
        done = self.picking("receipt", self.own, state="done")
        with self.assertRaises(AccessError):
            done.with_user(self.clerk).move_line_ids.write({"quantity": 50})
        with self.assertRaises(AccessError):
            done.with_user(self.clerk).move_ids.write({"quantity": 50})
        done.with_user(self.admin).move_ids.write({"quantity": 3})

    def test_staff_without_inventory_rights_change_nothing(self):
        """Stock Odoo lets every member of staff write move lines."""
        picking = self.picking("receipt", self.own)
        user = self.user_of(self.role_with("reserve"))
        line = picking.move_line_ids
        with self.assertRaises(AccessError):
            line.with_user(user).write({"quantity": 1})
        with self.assertRaises(AccessError):
            line.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._as("stock.move.line", user).create(
                {
                    "product_id": self.product.id,
                    "picking_id": picking.id,
                    "quantity": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )

    def test_clerk_sees_no_pipeline(self):
        lead = self.env["crm.lead"].create({"name": "Kue pengantin"})
        for model in ("crm.lead", "crm.stage", "crm.lost.reason", "crm.team"):
            with self.subTest(model=model):
                try:
                    self.assertFalse(self._as(model, self.clerk).search([]))
                except AccessError:
                    self.assertEqual(model, "crm.lead")
        with self.assertRaises(AccessError):
            lead.with_user(self.clerk).read(["name"])
        menus = self.env["ir.ui.menu"].with_user(self.clerk)._visible_menu_ids()
        self.assertNotIn(self.env.ref("crm.crm_menu_root").id, menus)

    def test_change_of_warehouses_holds_at_once(self):
        user = self.user_of(self.roles["warehouse_clerk"], login="uji-pindah")
        self.assertFalse(
            self._as("stock.warehouse", user).search([("id", "=", self.other.id)])
        )
        user.allowed_warehouse_ids += self.other
        self.assertTrue(
            self._as("stock.warehouse", user).search([("id", "=", self.other.id)])
        )
        user.allowed_warehouse_ids -= self.own
        self.assertFalse(
            self._as("stock.warehouse", user).search([("id", "=", self.own.id)])
        )

    def test_default_warehouse_must_be_own(self):
        with self.assertRaises(AccessError):
            self.everything.with_user(self.everything).write(
                {"property_warehouse_id": self.other.id}
            )

    def test_sales_order_in_hidden_warehouse(self):
        values = {"partner_id": self.customer.id, "warehouse_id": self.other.id}
        with self.assertRaises(AccessError):
            self._as("sale.order").create(values)
        order = self._as("sale.order").create({**values, "warehouse_id": self.own.id})
        with self.assertRaises(AccessError):
            order.warehouse_id = self.other.id
