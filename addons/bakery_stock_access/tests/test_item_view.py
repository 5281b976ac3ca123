from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .common_reservation import ReservationCommon

SHOWN = """
    const wait = (done) => {
        const page = document.querySelector(".o_item_flow .o_item_warehouse");
        page ? done(document.querySelector(".o_bakery_item_view").textContent)
             : setTimeout(() => wait(done), 100);
    };
    wait((text) => {
        for (const name of %s) {
            if (!text.includes(name)) {
                throw new Error(`${name} is not shown`);
            }
        }
        for (const name of %s) {
            if (text.includes(name)) {
                throw new Error(`${name} is shown`);
            }
        }
        console.log("test successful");
    });
"""


class ItemViewCommon(ReservationCommon):
    """Goods in two warehouses that come, are promised, leave and have moved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor = cls.env["res.partner"].create({"name": "Pemasok Uji"})
        for warehouse in (cls.own, cls.other):
            for document in ("receipt", "shipment"):
                picking = cls.picking(document, warehouse, quantity=5)
                picking.partner_id = cls.vendor
            cls.picking("receipt", warehouse, quantity=7, state="done")
        cls.held = cls.reserve(4)
        cls.held_there = cls.reserve(3, warehouse_id=cls.other.id)

    def view(self, user, product=None):
        return (product or self.product).with_user(user).get_item_view()


@tagged("post_install", "-at_install")
class TestItemView(ItemViewCommon):
    """The live view says what there is, as far as the user may know it."""

    def test_administrator_sees_all(self):
        view = self.view(self.admin)
        self.assertEqual(
            view["totals"],
            {
                "on_hand": 214,
                "reserved": 17,
                "free": 197,
                "incoming": 10,
                "outgoing": 10,
            },
        )
        names = {warehouse["name"] for warehouse in view["warehouses"]}
        self.assertEqual(names, {"Dapur Uji", "Toko Lain"})
        self.assertEqual(len(view["incoming"]), 2)
        self.assertEqual(view["incoming"][0]["partner"], "Pemasok Uji")
        self.assertEqual(len(view["outgoing"]), 2)
        self.assertEqual(
            {row["id"] for row in view["reservations"]},
            {self.held.id, self.held_there.id},
        )
        self.assertEqual(view["reservations"][0]["customer"], "Kafe Uji")
        kinds = {row["kind"] for row in view["movements"]}
        self.assertEqual(kinds, {"receipt"})

    def test_clerk_sees_one_warehouse(self):
        view = self.view(self.clerk)
        self.assertEqual([w["name"] for w in view["warehouses"]], ["Dapur Uji"])
        self.assertEqual(view["totals"]["on_hand"], 107)
        self.assertEqual([row["id"] for row in view["reservations"]], [self.held.id])
        self.assertNotIn("Toko Lain", str(view))
        self.assertNotIn("TLN", str(view))

    def test_transfer_from_elsewhere_names_no_other_warehouse(self):
        transfer = self.picking(
            "transfer", self.other, destination=self.own.lot_stock_id, state="done"
        )
        self.assertEqual(transfer.state, "done")
        view = self.view(self.clerk)
        moved = view["movements"][0]
        self.assertEqual(moved["kind"], "transfer")
        self.assertNotIn("TLN/", moved["source"] + moved["destination"])

    def test_staff_see_levels_without_receipts_or_the_deals_of_others(self):
        foreign = self.reserve(1, self.quotation(self.admin, 1))
        view = self.view(self.staff)
        self.assertEqual(view["incoming"], [])
        self.assertFalse(view["sees"]["receipts"])
        self.assertEqual(view["totals"]["incoming"], 5)
        seen = [row["id"] for row in view["reservations"]]
        self.assertIn(self.held.id, seen)
        self.assertNotIn(foreign.id, seen)

    def test_lots_and_their_expiry(self):
        product, lots = self.lots(2, 4)
        if "expiration_date" in lots._fields:
            lots[1].expiration_date = self.in_days(-1)
        view = self.view(self.admin, product)
        [place] = view["warehouses"][0]["locations"]
        self.assertEqual({lot["name"] for lot in place["lots"]}, {"L0", "L1"})
        self.assertEqual(place["on_hand"], 10)
        if "expiration_date" in lots._fields:
            self.assertEqual([lot["expired"] for lot in place["lots"]][:1], [True])

    def test_nothing_of_it(self):
        product = self.env["product.product"].create(
            {"name": "Kosong", "is_storable": True}
        )
        view = self.view(self.admin, product)
        self.assertEqual(view["warehouses"], [])
        self.assertEqual(set(view["totals"].values()), {0})

    def test_without_the_right(self):
        nobody = self.user_of(self.role_with("crm_own"), login="tanpa")
        with self.assertRaisesRegex(AccessError, "see stock levels"):
            self.view(nobody)
        plain = new_test_user(self.env, "biasa", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.view(plain)

    def test_buttons_open_it(self):
        for record in (self.product, self.product.product_tmpl_id, self.held):
            action = record.action_view_item()
            self.assertEqual(action["tag"], "bakery_item_view")
            self.assertEqual(action["context"]["active_id"], self.product.id)

    def test_as_many_queries_for_much_as_for_little(self):
        product, _lots = self.lots(*range(2, 4))
        much, _lots = self.lots(*range(2, 42))
        for item, number in ((product, 1), (much, 20)):
            self.fill(item, number)
        self.cost(much)  # fills the caches of rights and record rules
        little = self.cost(product)
        self.assertLessEqual(self.cost(much), little + 2)

    def fill(self, product, number):
        """Let so many receipts, shipments and reservations be open."""
        for document in ("receipt", "shipment") * number:
            values = self.picking_values(document, self.own)
            values["move_ids"][0][2]["product_id"] = product.id
            values["partner_id"] = self.vendor.create({"name": "Mitra"}).id
            picking = self.env["stock.picking"].create(values)
            picking.action_confirm()
        order = self.quotation(self.staff, number, product)
        for _number in range(number):
            self.reserve(1, order, product_id=product.id, date_expiry=self.in_days(1))

    def cost(self, product):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.view(self.admin, product)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestItemViewBrowser(ItemViewCommon, HttpCase):
    """The page itself, as the administrator and as a clerk of one warehouse."""

    def open_as(self, user, shown, hidden):
        # The browser logs in with the login as password, which is to be long.
        user.login = user.password = f"{user.login}-{user.id}-peramban"
        self.browser_js(
            f"/odoo/{self.product.id}/item-view",
            SHOWN % (shown, hidden),
            ready="Boolean(document.querySelector('.o_bakery_item_view'))",
            login=user.login,
            timeout=120,
        )

    def test_administrator(self):
        self.open_as(
            self.admin, ["Dapur Uji", "Toko Lain", "Kafe Uji", "Pemasok Uji"], []
        )

    def test_clerk(self):
        self.open_as(self.clerk, ["Dapur Uji", "Kafe Uji"], ["Toko Lain", "TLN"])
