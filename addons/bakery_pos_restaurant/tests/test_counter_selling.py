from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestRefundReason(SaleCommon):
    """Money is given back for a reason, by who may; the server sees to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.write(
            {
                "stock_outbox": False,
                "refund_reason_required": True,
                "refund_employee_ids": [(6, 0, cls.dewi.ids)],
                "advanced_employee_ids": [(4, cls.agus.id)],
            }
        )
        cls.reason = cls.env.ref("bakery_pos_restaurant.bakery_refund_reason_quality")

    def refund(self, order=None, employee=None, **values):
        order = order or self.sync(self.line(self.bread, 2))
        back = self.line(self.bread, -1, refunded=order.lines)
        return self.sync(back, employee=employee, is_refund=True, **values)

    def test_with_reason_and_right(self):
        for employee in (self.dewi, self.agus):
            back = self.refund(
                employee=employee, refund_reason_id=self.reason.id, refund_note="Keras"
            )
            self.assertEqual(back.state, "paid")
            self.assertEqual(
                (back.refund_reason_id, back.refund_note), (self.reason, "Keras")
            )
        self.env.flush_all()
        rows = self.env["report.pos.order"].search(
            [("refund_reason_id", "=", self.reason.id)]
        )
        self.assertEqual(sum(rows.mapped("price_total")), -22000)

    def test_refused_and_nothing_is_left(self):
        order = self.sync(self.line(self.bread, 2))
        before = self.env["pos.order"].search_count([])
        for values in (
            {"employee": self.dewi},
            {"employee": self.dewi, "refund_note": "Keras"},
            {"employee": self.sari, "refund_reason_id": self.reason.id},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.refund(order, **values)
        self.assertEqual(self.env["pos.order"].search_count([]), before)
        self.assertFalse(order.lines.refund_orderline_ids)

    def test_goods_with_a_minus_are_a_refund(self):
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.sync(self.line(self.cake, 3), self.line(self.bread, -1))

    def test_a_draft_becomes_paid_by_no_other_way(self):
        order = self.sync(self.line(self.bread, 2))
        draft = self.refund(order, state="draft").with_user(self.seller)
        for way in (
            lambda: draft.write({"state": "paid"}),
            lambda: draft.write({"state": "done"}),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                way()

    def test_sales_go_on(self):
        self.assertEqual(self.sync(self.line(self.bread)).state, "paid")

    def test_without_the_setting_as_before(self):
        self.till.refund_reason_required = False
        self.assertEqual(self.refund().state, "paid")

    def test_what_was_paid_before_does_not_stop_the_closing(self):
        self.till.refund_reason_required = False
        back = self.refund()
        self.till.refund_reason_required = True
        self.session.state = "closing_control"
        back.state = "done"
        self.assertEqual(back.state, "done")

    def test_where_nobody_logs_in_the_user_counts(self):
        self.till.module_pos_hr = False
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.refund(employee=self.dewi, refund_reason_id=self.reason.id)
        self.seller.group_ids += self.env.ref("point_of_sale.group_pos_manager")
        self.assertEqual(self.refund(refund_reason_id=self.reason.id).state, "paid")

    def test_a_till_reads_reasons_it_asks_for_only(self):
        Reason = self.env["bakery.refund.reason"].with_user(self.seller)
        found = Reason.search(Reason._load_pos_data_domain({}, self.till))
        self.assertIn(self.reason, found)
        self.till.refund_reason_required = False
        self.assertFalse(Reason.search(Reason._load_pos_data_domain({}, self.till)))
        with self.assertRaises(AccessError):
            Reason.create({"name": "Iseng"})


@tagged("post_install", "-at_install")
class TestHeldOrders(SaleCommon):
    """Sales wait at the counter, for all tills of the outlet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.till.copy({"name": "Kasir Dua"})
        cls.second_session = cls.env["pos.session"].create(
            {"config_id": cls.second.id, "user_id": cls.seller.id}
        )
        cls.second_session.set_opening_control(0, "")

    @classmethod
    def till_values(cls):
        return {"hold_orders": True}

    def held(self, till=None):
        return (till or self.till).with_user(self.seller).held_orders()

    def test_all_tills_of_the_outlet_see_it(self):
        order = self.sync(
            self.line(self.bread, 2),
            state="draft",
            held=True,
            floating_order_name="Bu Rina",
        )
        self.sync(self.line(self.bread), state="draft")
        for till in (self.till, self.second):
            [row] = self.held(till)
            self.assertEqual(
                (row["id"], row["name"], row["amount"], row["till"], row["lines"]),
                (order.id, "Bu Rina", 22000, "Kasir Uji", 1),
            )

    def test_taken_to_another_till_once(self):
        order = self.sync(self.line(self.bread), state="draft", held=True)
        till = self.second.with_user(self.seller)
        [row] = till.recall_order(order.id)["pos.order"]
        self.assertEqual((row["id"], row["held"]), (order.id, False))
        self.assertEqual(order.session_id, self.second_session)
        self.assertEqual(order.config_id, self.second)
        self.assertFalse(self.held())
        with self.assertRaises(UserError):
            self.till.with_user(self.seller).recall_order(order.id)

    def test_other_outlets_and_paid_sales_are_not_seen(self):
        paid = self.sync(self.line(self.bread), held=True)
        self.assertFalse(self.held())
        order = self.sync(self.line(self.bread), state="draft", held=True)
        elsewhere = self.env["stock.warehouse"].create(
            {"name": "Kafe Jauh", "code": "JAUH", "company_id": self.company.id}
        )
        self.second.picking_type_id = elsewhere.pos_type_id
        self.assertFalse(self.held(self.second))
        for hidden in (order, paid):
            with self.assertRaises(UserError):
                self.second.with_user(self.seller).recall_order(hidden.id)
        for hostile in ("1", None, [order.id]):
            with self.assertRaises(UserError):
                self.second.with_user(self.seller).recall_order(hostile)

    def test_only_who_sells(self):
        nobody = new_test_user(
            self.env, "tamu-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            self.till.with_user(nobody).held_orders()

    def test_off_unless_set_up(self):
        self.till.hold_orders = False
        with self.assertRaises(UserError):
            self.held()


@tagged("post_install", "-at_install")
class TestCashNotes(SaleCommon):
    """The notes of a till are numbers, and few enough for its buttons."""

    def test_good(self):
        for notes in ("50000", "1000,2000, 5000", "10000, 20000, 50000, 100000"):
            self.till.write({"cash_buttons": True, "cash_notes": notes})

    def test_bad(self):
        for notes in (
            "",
            "a",
            "10000,,",
            "0",
            "-5",
            "1.5",
            "99999999",
            "1,2,3,4,5,6,7",
        ):
            with self.assertRaises(ValidationError, msg=notes), self.cr.savepoint():
                self.till.write({"cash_buttons": True, "cash_notes": notes})
