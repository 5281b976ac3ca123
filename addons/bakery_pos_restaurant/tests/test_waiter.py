from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestWaiter(SaleCommon):
    def open_order(self, **values):
        return self.sync(self.line(self.bread), state="draft", **values)

    def again(self, order, *lines, **values):
        return self.sync(
            *lines, uuid=order.uuid, access_token=order.access_token, **values
        )

    def test_whoever_opens_the_order_is_its_waiter(self):
        order = self.open_order(employee=self.sari)
        self.assertEqual(order.waiter_id, self.sari)
        self.again(order, self.line(self.cake), state="draft", employee=self.dewi)
        self.assertEqual(order.employee_id, self.dewi)
        self.assertEqual(order.waiter_id, self.sari)

    def test_tablet_does_not_send_the_waiter_back(self):
        order = self.open_order(employee=self.sari)
        self.again(order, self.line(self.cake), state="draft", waiter_id=self.agus.id)
        self.assertEqual(order.waiter_id, self.sari)
        order.with_user(self.seller).write({"waiter_id": self.agus.id})
        self.assertEqual(order.waiter_id, self.sari)

    def test_order_without_a_waiter_gets_whoever_attends_to_it(self):
        order = self.open_order(employee_id=False)
        self.assertFalse(order.waiter_id)
        self.again(order, self.line(self.cake), state="draft", employee=self.dewi)
        self.assertEqual(order.waiter_id, self.dewi)

    def test_hand_over_is_told_in_the_chatter(self):
        order = self.open_order(employee=self.sari)
        names = order.with_user(self.seller).hand_over(self.dewi.id)
        self.assertEqual(names, {order.id: "Dewi Uji"})
        self.assertEqual(order.waiter_id, self.dewi)
        self.assertIn("Sari Uji", order.message_ids[0].body)

    def test_tablets_get_the_name_and_send_none_back(self):
        order = self.open_order(employee=self.sari)
        rows = order.with_user(self.seller).read_pos_data([], self.till)
        self.assertEqual(rows["pos.order"][0]["waiter_name"], "Sari Uji")
        self.again(order, self.line(self.cake), state="draft", waiter_name="Lain")
        self.assertEqual(self.sari.name, "Sari Uji")
        order.with_user(self.seller).write({"waiter_name": "Lain"})
        self.assertEqual(self.sari.name, "Sari Uji")

    def test_refund_keeps_the_waiter_of_the_sale(self):
        sale = self.sync(self.line(self.bread, 2), employee=self.sari)
        refund = self.sync(
            self.line(self.bread, -1, refunded=sale.lines),
            employee=self.agus,
            is_refund=True,
        )
        self.assertEqual(refund.waiter_id, self.sari)

    def test_who_may_not_hand_over_and_what_not(self):
        order = self.open_order()
        stranger = new_test_user(
            self.env, "orang-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            order.with_user(stranger).hand_over(self.dewi.id)
        self.till.basic_employee_ids = self.sari
        for employee_id in (self.agus.id, 0, 10**9):
            with self.assertRaisesRegex(UserError, "does not work at Kasir Uji"):
                order.with_user(self.seller).hand_over(employee_id)
        paid = self.sync(self.line(self.bread))
        with self.assertRaisesRegex(UserError, "keeps its waiter"):
            paid.with_user(self.seller).hand_over(self.sari.id)
        self.assertEqual(order.waiter_id, self.sari)

    def test_sales_are_reported_by_waiter(self):
        self.sync(self.line(self.bread, 2), employee=self.sari)
        self.sync(self.line(self.cake), employee=self.dewi)
        self.env.flush_all()
        found = self.env["report.pos.order"]._read_group(
            [("config_id", "=", self.till.id)], ["waiter_id"], ["price_total:sum"]
        )
        self.assertEqual(dict(found), {self.sari: 22000, self.dewi: 22000})
