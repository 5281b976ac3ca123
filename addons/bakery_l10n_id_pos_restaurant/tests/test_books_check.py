from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.bakery_l10n_id.tests.common import TillCommon


@tagged("post_install", "-at_install")
class TestBooksCheckAfterSales(TillCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config.stock_outbox = True

    def rows(self):
        self.env.flush_all()
        checks = self.env["bakery.books.check"].run(self.company.id)
        return {row["code"]: row for row in checks}

    def wrong(self):
        return {code: row for code, row in self.rows().items() if not row["ok"]}

    def outbox(self):
        return self.env["bakery.pos.stock"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_a_day_ties_out_with_stock_after_the_sale(self):
        self.stock_up()
        session = self.open_till()
        order = self.sell(session, {self.latte: 2, self.cake: 1})
        self.assertEqual(self.outbox().state, "waiting")
        self.assertFalse(self.wrong(), "with an open till")
        self.assertEqual(self.outbox().state, "done", "posted before the check")
        self.assertTrue(order is None or order.picking_ids)
        self.sell(session, {self.latte: 3})
        self.close_till(session)
        self.assertEqual(set(self.outbox().mapped("state")), {"done"})
        self.assertFalse(self.wrong(), "after closing")

    def test_what_cannot_leave_is_named_with_its_cost(self):
        self.stock_up()
        session = self.open_till()
        with patch.object(
            self.registry["stock.move"], "_action_done", side_effect=UserError("Macet")
        ):
            self.sell(session, {self.cake: 2})
            self.close_till(session)
            row = self.rows()["sold"]
        self.assertFalse(row["ok"])
        self.assertEqual(row["expected"], 2 * self.cake.standard_price)
        self.assertEqual(row["documents"], [["bakery.pos.stock", self.outbox().ids]])
        # Once it can leave, it does so with an entry of its own.
        self.assertFalse(self.wrong())
        self.assertEqual(self.outbox().state, "done")

    def test_others_do_not_check(self):
        cashier = new_test_user(
            self.env,
            "kasir.buku",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["bakery.books.check"].with_user(cashier).run(self.company.id)
