import json
import xmlrpc.client

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.trace.lot_walk import DOWN, UP, LotWalk
from .common_trace import BakeryTraceCommon


@tagged("post_install", "-at_install")
class TestTrace(BakeryTraceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.middle, cls.last = cls.chain()

    def levels(self, lot, way):
        return LotWalk(self.env, lot.ids, way).levels

    def trace(self, lot, direction="both", user=None):
        return lot.with_user(user or self.env.user).get_trace(direction)

    def counts(self, page):
        return {count["label"]: count["number"] for count in page["counts"]}

    def boxes(self, page):
        return [
            [(box["kind"], box["title"]) for box in column["boxes"]]
            for column in page["columns"]
        ]

    # The walk -------------------------------------------------------------------------

    def test_a_lot_opens_its_trace(self):
        action = self.first.with_user(self.clerk).action_open_trace()
        self.assertEqual(action["tag"], "bakery_trace")
        self.assertEqual(action["params"], {"lot_id": self.first.id})

    def test_flour_leads_to_all_that_was_made_of_it(self):
        self.assertEqual(
            self.levels(self.first, DOWN),
            {self.first.id: 0, self.middle.id: 1, self.last.id: 2},
        )

    def test_bread_leads_back_to_all_it_was_made_of(self):
        self.assertEqual(
            self.levels(self.last, UP),
            {self.last.id: 0, self.middle.id: 1, self.first.id: 2},
        )

    def test_lot_baked_of_two_ways_is_met_once(self):
        cake = self.lot(self.bread, "ROTI-2")
        self.bake(cake, 5, [(self.first, 1), (self.middle, 1)])
        levels = self.levels(self.first, DOWN)
        self.assertEqual(levels[cake.id], 1)
        walk = LotWalk(self.env, cake.ids, UP)
        self.assertEqual(walk.levels[self.first.id], 1)
        self.assertIn((self.first.id, self.middle.id), walk.edges)

    def test_old_bread_baked_into_its_own_dough_ends(self):
        self.bake(self.middle, 2, [(self.last, 1)])
        self.assertEqual(
            self.levels(self.first, DOWN),
            {self.first.id: 0, self.middle.id: 1, self.last.id: 2},
        )
        self.assertEqual(
            self.levels(self.middle, DOWN), {self.middle.id: 0, self.last.id: 1}
        )

    def test_unbuilt_bread_gives_its_dough_back(self):
        order = self.env["mrp.production"].search(
            [("lot_producing_ids", "in", self.last.ids)]
        )
        unbuild = self.env["mrp.unbuild"].create(
            {
                "mo_id": order.id,
                "product_id": self.bread.id,
                "product_qty": 2,
                "product_uom_id": self.piece.id,
                "lot_id": self.last.id,
                "location_id": self.stock.id,
                "location_dest_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        unbuild.action_unbuild()
        walk = LotWalk(self.env, self.last.ids, DOWN)
        self.assertIn(self.middle.id, walk.levels)

    def test_scrapped_flour_of_an_order_is_not_in_its_bread(self):
        spilt = self.lot(self.flour, "TPG-2")
        self.receive(spilt, 10)
        order = self.env["mrp.production"].search(
            [("lot_producing_ids", "in", self.last.ids)]
        )
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.flour.id,
                "lot_id": spilt.id,
                "scrap_qty": 1,
                "production_id": order.id,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()
        self.assertEqual(self.levels(spilt, DOWN), {spilt.id: 0})

    def test_queries_grow_with_levels_and_not_with_lots(self):
        alone, many = self.lot(self.flour, "TPG-3"), self.lot(self.flour, "TPG-4")
        self.receive(alone, 100)
        self.receive(many, 100)
        self.bake(self.lot(self.bread, "SATU"), 1, [(alone, 1)])
        for number in range(50):
            lot = self.lot(self.bread, f"BANYAK-{number}")
            self.bake(lot, 1, [(many, 1)])
            self.deliver(lot, 1, self.cafe)
        self.deliver(
            self.env["stock.lot"].search([("name", "=", "SATU")]), 1, self.cafe
        )
        self.env.flush_all()
        queries = []
        for lot in (alone, many):
            self.env.invalidate_all()
            self.trace(lot)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page = self.trace(lot)
            queries.append(self.env.cr.sql_log_count - before)
        self.assertEqual(self.counts(page)["Lots Made"], 50)
        self.assertLessEqual(queries[1], queries[0])
        with self.assertQueryCount(2):
            LotWalk(self.env, many.ids, DOWN)

    # The page -------------------------------------------------------------------------

    def test_page_leads_from_vendor_to_customers(self):
        page = self.trace(self.middle)
        self.assertEqual(
            self.boxes(page),
            [
                [("vendor", "Penggilingan Uji")],
                [("lot", "TPG-1")],
                [("lot", "ADN-1")],
                [("lot", "ROTI-1")],
                [("customer", "Kafe Uji"), ("customer", "Warung Uji")],
            ],
        )
        lots = {
            lot.name: f"lot-{lot.id}" for lot in self.first + self.middle + self.last
        }
        self.assertEqual(
            {tuple(edge) for edge in page["edges"]},
            {
                (f"vendor-{self.mill.id}", lots["TPG-1"]),
                (lots["TPG-1"], lots["ADN-1"]),
                (lots["ADN-1"], lots["ROTI-1"]),
                (lots["ROTI-1"], f"customer-{self.cafe.id}"),
                (lots["ROTI-1"], f"customer-{self.shop.id}"),
            },
        )

    def test_page_counts_what_the_lot_reached(self):
        counts = self.counts(self.trace(self.first))
        self.assertLessEqual(
            {
                "Receipts": 1,
                "Vendors": 1,
                "Ingredient Lots": 0,
                "Manufacturing Orders": 2,
                "Lots Made": 2,
                "Products": 2,
                "Deliveries": 2,
                "Sales Orders": 0,
                "Customers": 2,
            }.items(),
            # Glue counts more.
            counts.items(),
        )
        places = self.trace(self.first)["places"]
        self.assertEqual(
            {(row["product"], row["quantity"]) for row in places},
            {("Tepung Uji", 90), ("Adonan Uji", 3), ("Roti Uji", 7)},
        )

    def test_page_goes_over_every_wire(self):
        roll = self.product("Roti Tanpa Lot", self.piece, tracking="none")
        self.bake(roll, 30, [(self.first, 3)])
        page = self.trace(self.first)
        self.assertIn("Roti Tanpa Lot", json.dumps(page))
        # XML-RPC knows no None.
        self.assertIn("Roti Tanpa Lot", xmlrpc.client.dumps((page,)))

    def test_page_shows_one_direction_when_asked(self):
        self.assertEqual(len(self.trace(self.middle, "down")["columns"]), 3)
        self.assertEqual(len(self.trace(self.middle, "up")["columns"]), 3)

    def test_unknown_direction_is_refused(self):
        with self.assertRaisesRegex(UserError, "sideways"):
            self.trace(self.middle, "sideways")

    def test_many_lots_are_shown_as_groups(self):
        for number in range(21):
            self.bake(self.lot(self.bread, f"R-{number}"), 1, [(self.first, 0.1)])
        page = self.trace(self.first, "down")
        group = page["columns"][1]["boxes"][0]
        self.assertEqual(
            (group["kind"], group["title"], len(group["ids"])),
            ("group", "Roti Uji", 21),
        )
        self.assertIn([f"lot-{self.first.id}", group["key"]], map(list, page["edges"]))

    def test_bread_without_lots_is_possibly_affected(self):
        roll = self.product("Roti Tanpa Lot", self.piece, tracking="none")
        self.bake(roll, 30, [(self.first, 3)])
        self.move(
            roll,
            4,
            self.stock,
            self.customers,
            partner=self.cafe,
            kind=self.warehouse.out_type_id,
        )
        (row,) = self.trace(self.first, "down")["unnamed"]
        self.assertEqual(
            (row["product"], tuple(row["sold"])), ("Roti Tanpa Lot", (1, 4))
        )
        lines = self.env["stock.move.line"].search(row["domain"])
        self.assertEqual(lines.picking_id.partner_id, self.cafe)

    def test_goods_without_lots_are_followed_by_time(self):
        dough = self.product("Adonan Tanpa Lot", self.kilo, tracking="none")
        roll = self.product("Roti Tanpa Lot", self.piece, tracking="none")
        before, bread, toast = (
            self.lot(self.bread, name) for name in ("LAMA", "ROTI-3", "PANGGANG")
        )
        self.move(dough, 50, self.vendors, self.stock)
        self.bake(before, 1, [(dough, 1)])
        line = self.env["stock.move.line"].search(
            [("lot_id", "=", False), ("product_id", "=", dough.id)]
        )
        line.date = "2020-01-01 00:00:00"
        self.bake(dough, 10, [(self.first, 5)])
        self.bake(bread, 4, [(dough, 3)])
        self.bake(roll, 4, [(dough, 3)])
        self.bake(toast, 2, [(bread, 1)])
        walk = LotWalk(self.env, self.first.ids, DOWN)
        self.assertEqual(walk.unnamed.keys(), {dough.id, roll.id})
        self.assertEqual(walk.possible, {bread.id, toast.id})
        self.assertNotIn(bread.id, walk.levels)
        counts = self.counts(self.trace(self.first))
        self.assertEqual(counts["Possibly Affected Lots"], 2)

    def test_bread_without_lots_baked_into_itself_ends(self):
        crumb = self.product("Remah Uji", self.kilo, tracking="none")
        self.bake(crumb, 5, [(self.first, 1)])
        self.bake(crumb, 5, [(crumb, 1)])
        walk = LotWalk(self.env, self.first.ids, DOWN)
        self.assertEqual(walk.unnamed.keys(), {crumb.id})

    def test_bread_that_was_too_old_by_then_is_not_affected(self):
        roll = self.product("Roti Tanpa Lot", self.piece, tracking="none")
        roll.use_expiration_date = True
        roll.expiration_time = 3
        self.bake(roll, 30, [(self.first, 3)])
        sale = self.move(roll, 4, self.stock, self.customers)
        sale.move_line_ids.date = "2100-01-01 00:00:00"
        (row,) = self.trace(self.first, "down")["unnamed"]
        self.assertEqual(tuple(row["sold"]), (0, 0))

    def test_ingredient_without_lots_is_told(self):
        salt = self.product("Garam Uji", self.kilo, tracking="none")
        self.move(salt, 5, self.vendors, self.stock)
        salty = self.lot(self.bread, "ROTI-ASIN")
        self.bake(salty, 5, [(self.first, 1), (salt, 1)])
        (row,) = self.trace(salty, "up")["unnamed"]
        self.assertEqual(row["product"], "Garam Uji")

    # Rights ---------------------------------------------------------------------------

    def test_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Toko Lain"})
        self.env.user.company_ids |= other
        env = self.env(context={"allowed_company_ids": other.ids})
        walk = LotWalk(env, self.first.ids, DOWN)
        self.assertEqual(walk.levels, {self.first.id: 0})

    def test_clerk_sees_the_trace(self):
        page = self.trace(self.first, user=self.clerk)
        self.assertEqual(self.counts(page)["Customers"], 2)

    def test_lots_that_one_may_not_read_are_counted_and_not_shown(self):
        self.env["ir.rule"].create(
            {
                "name": "Roti bukan untuk gudang",
                "model_id": self.env["ir.model"]._get_id("stock.lot"),
                "domain_force": f"[('product_id', '!=', {self.bread.id})]",
            }
        )
        page = self.trace(self.first, user=self.clerk)
        self.assertEqual(page["hidden"], 1)
        self.assertNotIn("ROTI-1", str(page))
        self.assertNotIn("Kafe Uji", str(page))

    def test_outsider_sees_nothing(self):
        outsider = self.user("luar-uji", "")
        with self.assertRaises(AccessError):
            self.trace(self.first, user=outsider)
