import json
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command, Datetime
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import Json2Mixin
from .common_leaks import LeaksCommon

SECRETS = (b"TLN", b"Toko Lain")


@tagged("post_install", "-at_install")
class TestLeaksHttp(Json2Mixin, LeaksCommon, HttpCase):
    """The same through the addresses that browsers and programs open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.env["sale.order"].search(
            [("warehouse_id", "=", cls.other.id), ("state", "=", "sale")], limit=1
        )
        cls.portal = new_test_user(
            cls.env, "uji-portal", password="uji-portal", groups="base.group_portal"
        )
        cls.env.flush_all()

    def _open(self, path, **kwargs):
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_actions_report"):
            return self.url_open(path, **kwargs)

    def _assert_nothing(self, path):
        with self.subTest(path=path):
            response = self._open(path)
            for secret in SECRETS:
                self.assertNotIn(secret, response.content)
            self.assertFalse(response.content.startswith(b"%PDF"), path)

    def _paths(self):
        picking, order = self.hidden.id, self.order.id
        lot = self.lots[self.other].id
        package = self.env["stock.package"].search([("name", "=", "PAK-TLN")]).id
        return (
            f"/web/content/{self.file.id}",
            f"/web/content/{self.file.id}?download=true&access_token=x",
            f"/web/content?model=ir.attachment&id={self.file.id}&field=raw",
            f"/web/content?model=stock.picking&id={picking}&field=signature",
            f"/web/image/{self.file.id}",
            f"/web/image/stock.picking/{picking}/signature",
            f"/report/html/stock.report_deliveryslip/{picking}",
            f"/report/pdf/stock.report_deliveryslip/{picking}",
            f"/report/html/stock.report_picking/{picking}",
            f"/report/html/stock.report_return_document/{picking}",
            f"/report/text/stock.label_lot_template_view/{lot}",
            f"/report/text/stock.label_package_template_view/{package}",
            f"/report/html/sale.report_saleorder/{order}",
            f"/my/picking/pdf/{picking}",
            f"/my/picking/return/pdf/{picking}",
            f"/my/orders/{order}",
            f"/my/orders/{order}?report_type=pdf&download=true",
            f"/mail/view?model=stock.picking&res_id={picking}",
        )

    def test_addresses_of_hidden_documents_as_staff(self):
        self.authenticate(self.everything.login, self.everything.login)
        for path in self._paths():
            self._assert_nothing(path)

    def test_addresses_of_hidden_documents_as_customer(self):
        self.authenticate(self.portal.login, self.portal.login)
        for path in self._paths():
            self._assert_nothing(path)
        response = self._open("/my/orders")
        self.assertNotIn(self.order.name.encode(), response.content)

    def test_customers_still_open_their_own_delivery(self):
        self.order.partner_id = self.portal.partner_id
        self.order._portal_ensure_token()
        self.env.flush_all()
        self.authenticate(self.portal.login, self.portal.login)
        response = self._open(f"/my/orders/{self.order.id}")
        self.assertIn(self.order.name.encode(), response.content)

    def _call(self, model, method, args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"jsonrpc": "2.0", "id": 1, "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()

    def test_private_methods_are_not_called(self):
        self.authenticate(self.everything.login, self.everything.login)
        ids = self.hidden.ids
        for model, method, args in (
            ("stock.picking", "_action_done", [ids]),
            ("stock.picking", "_access_demands", [ids]),
            ("stock.quant", "_update_available_quantity", [[], 1, 1, 5]),
            ("res.users", "_visible_warehouse_ids", [self.everything.ids]),
            ("res.users", "_set_warehouses", [self.everything.ids, self.other.ids]),
            ("bakery.access.denial", "_refuse", ["receipt_view"]),
            ("bakery.item.view", "_view_of", [self.product.ids]),
            ("bakery.stock.reservation", "_close", [[1], "released"]),
            ("res.users.apikeys", "_generate", [[], "rpc", "x", False]),
            ("stock.picking", "with_user", [ids, 1]),
            ("stock.picking", "sudo", [ids]),
            ("stock.picking", "browse", [ids]),
            ("stock.picking", "filtered_domain", [ids, []]),
        ):
            with self.subTest(method=f"{model}.{method}"):
                answer = self._call(model, method, args)
                self.assertIn("error", answer)
                self.assertNotIn("TLN", json.dumps(answer))

    def test_export_by_the_web_client(self):
        self.authenticate(self.everything.login, self.everything.login)
        columns = [{"name": "name", "label": "Number", "type": "char"}]
        for ids in (self.hidden.ids, False):
            export = {
                "model": "stock.picking",
                "fields": columns,
                "ids": ids,
                "domain": [("id", "in", self.hidden.ids)],
                "import_compat": False,
            }
            response = self._open("/web/export/csv", data={"data": json.dumps(export)})
            for secret in SECRETS:
                self.assertNotIn(secret, response.content)

    def test_keys_of_another_user(self):
        """A key is used by who made it, and for nobody else."""
        keys = self.env["res.users.apikeys"]
        soon = Datetime.now() + timedelta(hours=1)
        keys.with_user(self.admin).sudo()._generate("rpc", "Admin", soon)
        theirs = keys.sudo().search([("user_id", "=", self.admin.id)])
        mine = self._as("res.users.apikeys", self.clerk)
        self.assertFalse(mine.search([]))
        with self.assertRaises(AccessError):
            mine.browse(theirs.ids).read(["name"])
        with self.assertRaises(AccessError):
            mine.create({"name": "x", "user_id": self.admin.id})
        with self.assertRaises(AccessError):
            theirs.with_user(self.clerk).unlink()
        with self.assertRaises(AccessError):
            self.admin.with_user(self.clerk).write(
                {"api_key_ids": [Command.create({"name": "x"})]}
            )
        self.assertFalse(
            self.admin.with_user(self.clerk).has_access("write"), "another's account"
        )

    def test_key_holds_the_rights_of_its_user(self):
        key = self.key_of(self.clerk)
        self.env.flush_all()
        with mute_logger("odoo.http"):
            response = self.post_json2(
                key, "stock.picking", "read", self.hidden.ids, fields=["name"]
            )
        self.assertEqual(response.status_code, 403)
        self.assertNotIn(b"TLN", response.content)

    def test_conversation_of_a_hidden_document(self):
        self.authenticate(self.everything.login, self.everything.login)
        for route, params in (
            (
                "/mail/thread/messages",
                {"thread_model": "stock.picking", "thread_id": self.hidden.id},
            ),
            (
                "/mail/message/post",
                {
                    "thread_model": "stock.picking",
                    "thread_id": self.hidden.id,
                    "post_data": {"body": "x"},
                },
            ),
        ):
            response = self._open(
                route,
                data=json.dumps({"jsonrpc": "2.0", "id": 1, "params": params}),
                headers={"Content-Type": "application/json"},
            )
            for secret in SECRETS:
                self.assertNotIn(secret, response.content)
        self.assertFalse(self.hidden.message_ids.filtered(lambda m: "x" == m.body))
