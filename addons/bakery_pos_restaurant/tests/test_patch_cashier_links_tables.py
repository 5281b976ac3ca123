import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_floor import FloorCommon


@tagged("post_install", "-at_install")
class TestPatchCashierLinksTables(FloorCommon):
    def tables(self, count):
        return self.env["restaurant.table"].create(
            [{"table_number": 100 + n, "floor_id": self.floor.id} for n in range(count)]
        )

    def test_stock_refuses_the_cashier(self):
        """When this fails, stock is mended and the patch sleeps."""
        with self.assertRaises(AccessError):
            self.as_seller.write({"parent_id": self.second.id})

    def test_cashier_links_and_unlinks(self):
        answer = self.as_seller.link_to(self.second.id)
        self.assertEqual(answer, [{"id": self.first.id, "parent_id": self.second.id}])
        self.assertEqual(self.first.parent_id, self.second)
        self.as_seller.link_to(False)
        self.assertFalse(self.first.parent_id)

    def test_other_tablets_are_told(self):
        self.as_seller.link_to(self.second.id, "7")
        self.env.cr.precommit.run()
        message = json.loads(
            self.env["bus.bus"].sudo().search([], order="id desc", limit=1).message
        )
        self.assertTrue(message["type"].endswith("-SYNCHRONISATION"))
        rows = message["payload"]["static_records"]["restaurant.table"]
        self.assertEqual(rows[0]["parent_id"], self.second.id)
        self.assertEqual(message["payload"]["device_identifier"], "7")

    def test_no_circles(self):
        self.as_seller.link_to(self.second.id)
        self.second.with_user(self.seller).link_to(self.third.id)
        for table in (self.first, self.second, self.third):
            with self.assertRaisesRegex(UserError, "linked already"):
                self.third.with_user(self.seller).link_to(table.id)

    def test_bad_input(self):
        for parent in (10**9, -1):
            with self.assertRaisesRegex(UserError, "No open till"):
                self.as_seller.link_to(parent)
        for parent in ("1", [self.second.id], {}):
            if parent:
                with self.assertRaisesRegex(UserError, "one other table"):
                    self.as_seller.link_to(parent)
        self.second.active = False
        with self.assertRaisesRegex(UserError, "No open till"):
            self.as_seller.link_to(self.second.id)

    def test_tables_of_other_tills(self):
        floor = self.env["restaurant.floor"].create({"name": "Lantai Lain"})
        self.third.floor_id = floor
        with self.assertRaisesRegex(UserError, "No open till"):
            self.as_seller.link_to(self.third.id)
        self.session.state = "closed"
        with self.assertRaisesRegex(UserError, "No open till"):
            self.as_seller.link_to(self.second.id)

    def test_who_does_not_sell(self):
        stranger = new_test_user(
            self.env, "orang-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            self.first.with_user(stranger).link_to(self.second.id)

    def test_till_is_told_whose_way_it_goes(self):
        for user, by_call in ((self.seller, True), (self.env.user, False)):
            configs = self.env["pos.config"].with_user(user)
            row = configs._load_pos_data_read(self.till.with_user(user), self.till)[0]
            self.assertEqual(row["_links_tables_by_call"], by_call)

    def test_fifty_tables_cost_as_much_as_one(self):
        few, many = self.tables(1), self.tables(50)
        counts = []
        for tables in (few, many):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tables.with_user(self.seller).link_to(self.second.id)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
