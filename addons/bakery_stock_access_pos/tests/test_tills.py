import json
from uuid import uuid4
from xmlrpc.client import Fault

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bakery_stock_access.tests.common import AccessCommon, Json2Mixin

from ..models.costs import RECIPE_COSTS

MARGINS = ("margin", "margin_percent")


class TillsCommon(AccessCommon):
    """A till in both warehouses, and a cashier of the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.company
        if not company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company=company, install_demo=False
            )
        cls.product.write(
            {
                "list_price": 25000,
                "taxes_id": False,
                "available_in_pos": True,
                "standard_price": 10000,
            }
        )
        cls.cashier = cls.user_of(cls.role_with("stock_levels", name="Kasir Uji"))
        cls.cashier.group_ids += cls.env.ref("point_of_sale.group_pos_user")
        cls.manager = cls.user_of(cls.role_with("cost_view", name="Manajer Uji"))
        cls.manager.group_ids += cls.env.ref("point_of_sale.group_pos_manager")
        cls.methods, cls.tills = {}, {}
        for warehouse in (cls.own, cls.other):
            cls._make_till(warehouse)

    @classmethod
    def _make_till(cls, warehouse):
        journal = cls.env["account.journal"].create(
            {
                "name": f"Kas {warehouse.code}",
                "type": "cash",
                "code": f"K{warehouse.code}",
            }
        )
        method = cls.env["pos.payment.method"].create(
            {"name": f"Tunai {warehouse.code}", "journal_id": journal.id}
        )
        cls.methods[warehouse] = method
        till = cls.env["pos.config"].create(
            {
                "name": f"Till {warehouse.code}",
                "picking_type_id": warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        if "stock_outbox" in till._fields:
            # The whole suite lets goods leave after the sale; these watch them leave.
            till.stock_outbox = False
        cls.tills[warehouse] = till

    def _session(self, warehouse, user=None):
        session = self.env["pos.session"].create(
            {
                "config_id": self.tills[warehouse].id,
                "user_id": (user or self.cashier).id,
            }
        )
        session.set_opening_control(0, "")
        return session

    def _payload(self, session, warehouse, quantity=2):
        total = 25000 * quantity
        line = {
            "uuid": str(uuid4()),
            "product_id": self.product.id,
            "qty": quantity,
            "price_unit": 25000,
            "price_subtotal": total,
            "price_subtotal_incl": total,
            "tax_ids": [],
        }
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.methods[warehouse].id,
            "amount": total,
        }
        return {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": self.env.company.id,
            "lines": [[0, 0, line]],
            "payment_ids": [[0, 0, payment]],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
        }

    def _sell(self, session, warehouse, user=None):
        orders = self.env["pos.order"].with_user(user or self.cashier)
        rows = orders.sync_from_ui([self._payload(session, warehouse)])["pos.order"]
        return self.env["pos.order"].browse(rows[0]["id"])


@tagged("post_install", "-at_install")
class TestTills(TillsCommon):
    def test_cashier_sells_and_closes_without_rights_to_stock(self):
        session = self._session(self.own)
        order = self._sell(session, self.own)
        self.assertEqual(order.state, "paid")
        session.with_user(self.cashier).action_pos_session_closing_control()
        self.assertEqual(session.state, "closed")
        goods = self.product.with_context(warehouse_id=self.own.id)
        self.assertEqual(goods.qty_available, 98)
        shipment = order.picking_ids | session.picking_ids
        self.assertEqual(set(shipment.mapped("state")), {"done"})
        with self.assertRaises(AccessError):
            shipment.with_user(self.cashier).read(["name"])

    def test_cashier_moves_no_goods_beside_the_till(self):
        picking = self.picking("shipment", self.own)
        with self.assertRaises(AccessError):
            picking.with_user(self.cashier).button_validate()
        values = self.picking_values("shipment", self.own)
        with self.assertRaises(AccessError):
            self.env["stock.picking"].with_user(self.cashier).create(values)

    def test_tills_of_other_warehouses(self):
        session = self._session(self.other, self.env.user)
        order = self._sell(session, self.other, self.env.user)
        self.env.flush_all()
        hidden = {
            "pos.config": self.tills[self.other],
            "pos.session": session,
            "pos.order": order,
            "pos.order.line": order.lines,
            "pos.payment": order.payment_ids,
            "report.pos.order": self.env["report.pos.order"].search(
                [("order_id", "=", order.id)]
            ),
        }
        for user in (self.cashier, self.manager):
            for model, records in hidden.items():
                with self.subTest(model=model):
                    self.assertTrue(records)
                    rows = self.env[model].with_user(user)
                    self.assertFalse(rows.search_count([("id", "in", records.ids)]))
                    with self.assertRaises(AccessError):
                        rows.browse(records.ids).read(["display_name"])
        with self.assertRaises(AccessError):
            self._sell(session, self.other)
        with self.assertRaises(AccessError):
            session.with_user(self.cashier).load_data([])
        with self.assertRaises(AccessError):
            self.tills[self.other].with_user(self.cashier).open_ui()
        with self.assertRaises(AccessError):
            order.with_user(self.manager).refund()
        details = self.env["report.point_of_sale.report_saledetails"]
        details = details.with_user(self.manager)
        for arguments in (
            {"config_ids": session.config_id.ids},
            {"session_ids": session.ids},
        ):
            answer = details.get_sale_details(**arguments)
            self.assertFalse(answer["products"])
            self.assertNotIn("TLN", json.dumps(answer, default=str))

    def test_order_is_not_moved_to_another_till(self):
        session = self._session(self.own)
        order = self._sell(session, self.own).with_user(self.cashier)
        there = self._session(self.other, self.env.user)
        with self.assertRaises(AccessError):
            order.write({"session_id": there.id})
            self.env.flush_all()
            order.read(["name"])

    # Costs -----------------------------------------------------------------------

    def test_cost_is_kept_though_the_cashier_does_not_see_it(self):
        order = self._sell(self._session(self.own), self.own)
        self.assertEqual(order.lines.total_cost, 20000)
        self.assertEqual(order.margin, 30000)

    def test_margins_are_hidden_from_whoever_sees_no_costs(self):
        order = self._sell(self._session(self.own), self.own)
        self.env.flush_all()
        for model, record, names in (
            ("pos.order", order, MARGINS),
            ("pos.order.line", order.lines, (*MARGINS, "total_cost")),
        ):
            for name in names:
                with self.subTest(field=f"{model}.{name}"):
                    mine = record.with_user(self.cashier)
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    self.assertNotIn(name, mine.fields_get())
                    self.assertTrue(record.with_user(self.manager).read([name]))
            self.assertFalse(set(record.with_user(self.cashier).read()[0]) & {*names})
        with self.assertRaises(AccessError):
            self.env["pos.order.line"].with_user(self.cashier).search(
                [("total_cost", ">", 5)]
            )
        analysis = self.env["report.pos.order"]
        with self.assertRaises(AccessError):
            analysis.with_user(self.cashier).formatted_read_group(
                [], [], ["margin:sum"]
            )
        rows = analysis.with_user(self.manager).formatted_read_group(
            [("order_id", "=", order.id)], [], ["margin:sum"]
        )
        self.assertEqual(rows[0]["margin:sum"], 30000)

    def test_recipe_costs_are_hidden_from_whoever_sees_no_costs(self):
        group = self.env.ref(
            "bakery_pos_restaurant.bakery_pos_restaurant_group_recipe_cost",
            raise_if_not_found=False,
        )
        if not group:
            self.skipTest("bakery_pos_restaurant, which tells them, is not installed")
        for user in (self.cashier, self.manager):
            user.group_ids |= group
        for record in (self.product, self.product.product_tmpl_id):
            mine = record.with_user(self.cashier)
            for name in RECIPE_COSTS:
                with self.subTest(field=f"{record._name}.{name}"):
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    self.assertTrue(record.with_user(self.manager).read([name]))
            arch = mine.get_view(view_type="form")["arch"]
            self.assertNotIn("recipe_", arch)

    def test_views_open_without_margins(self):
        for model in ("pos.order", "report.pos.order"):
            for user, shown in ((self.cashier, False), (self.manager, True)):
                kinds = ("form", "list") if model == "pos.order" else ("pivot",)
                for kind in kinds:
                    arch = self.env[model].with_user(user).get_view(view_type=kind)
                    if not shown:
                        self.assertNotIn('name="margin"', arch["arch"], (model, kind))

    def test_tablet_gets_no_costs(self):
        session = self._session(self.own)
        self._sell(session, self.own)
        data = session.with_user(self.cashier).load_data([])
        for model in ("product.product", "product.template"):
            self.assertTrue(data[model], f"the till has its {model}")
            costs = {row.get("standard_price") or 0 for row in data[model]}
            self.assertEqual(costs, {0}, model)
        for model in ("pos.order", "pos.order.line"):
            for row in data[model]:
                self.assertFalse(row.keys() & {*MARGINS, "total_cost"}, model)
        for user, cost in ((self.cashier, 0), (self.manager, 10000)):
            for record in (self.product, self.product.product_tmpl_id):
                [row] = record.with_user(user)._load_pos_data_read(
                    record.with_user(user), self.tills[self.own].with_user(user)
                )
                self.assertEqual(row["standard_price"], cost)

    def test_article_on_the_tablet_tells_of_own_warehouses(self):
        article = self.product.product_tmpl_id.with_user(self.cashier)
        info = article.get_product_info_pos(25000, 1, self.tills[self.own].id)
        self.assertNotIn("Toko Lain", json.dumps(info, default=str))
        with self.assertRaises(AccessError):
            article.get_product_info_pos(25000, 1, self.tills[self.other].id)


@tagged("post_install", "-at_install")
class TestTillsOutside(Json2Mixin, TillsCommon, HttpCase):
    """The same as outside clients call it."""

    def test_by_xmlrpc(self):
        sessions = {
            warehouse: self._session(warehouse, self.env.user)
            for warehouse in (self.own, self.other)
        }
        self.env.flush_all()

        def call(model, method, *args):
            with mute_logger("odoo.http"):
                return self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    self.cashier.id,
                    self.cashier.login,
                    model,
                    method,
                    list(args),
                )

        rows = call("pos.session", "search_read", [], ["config_id"])
        ids = {row["id"] for row in rows}
        self.assertIn(sessions[self.own].id, ids)
        self.assertNotIn(sessions[self.other].id, ids)
        for model, method, args in (
            ("pos.session", "read", [sessions[self.other].ids]),
            ("pos.config", "read", [self.tills[self.other].ids]),
            (
                "pos.order",
                "sync_from_ui",
                [[self._payload(sessions[self.other], self.other)]],
            ),
            ("pos.order.line", "search_read", [[], ["total_cost"]]),
        ):
            with self.subTest(method=f"{model}.{method}"):
                with self.assertRaises(Fault) as caught:
                    call(model, method, *args)
                self.assertEqual(caught.exception.faultCode, 4)
                self.assertNotIn("TLN", caught.exception.faultString)

    def test_by_json2(self):
        order = self._sell(self._session(self.own), self.own)
        key = self.key_of(self.cashier)
        self.env.flush_all()
        for names, status in ((["amount_total"], 200), (["margin"], 403)):
            with mute_logger("odoo.http"):
                response = self.post_json2(
                    key, "pos.order", "read", order.ids, fields=names
                )
            self.assertEqual(response.status_code, status, response.text[:300])
