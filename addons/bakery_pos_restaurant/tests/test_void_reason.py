import json

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_pos_void import VoidCommon


@tagged("post_install", "-at_install")
class TestVoidReason(VoidCommon):
    """Goods leave a saved order for a reason, where the till is set so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.void_reason_required = True
        cls.gone, cls.other, cls.refund = cls.env["bakery.refund.reason"].create(
            [
                {"name": "Tamu pergi uji", "use": "void"},
                {"name": "Salah ketik uji", "use": "both"},
                {"name": "Basi uji", "use": "refund"},
            ]
        )

    def why(self, **claims):
        return {"void_reasons": json.dumps(claims)}

    def refused(self, order, *commands, **values):
        with (
            self.assertRaisesRegex(UserError, self.bread.name),
            self.env.cr.savepoint(),
        ):
            self.again(order, *commands, **values)
        order.invalidate_recordset()
        self.assertFalse(self.voids.search([("order_uuid", "=", order.uuid)]))

    def test_a_line_does_not_go_without_a_reason(self):
        order = self.opened(self.line(self.bread, 2))
        line = order.lines
        for claims in ({}, self.why(x=self.gone.id), {"void_reasons": "["}):
            self.refused(order, Command.delete(line.id), **claims)
            self.refused(order, self.less(line, 1), **claims)
        for wrong in (self.refund.id, 0, -1, True, 10**9, "moved!", None):
            self.refused(order, self.less(line, 1), **self.why(**{line.uuid: wrong}))
        self.assertEqual(line.qty, 2)

    def test_a_reason_is_kept_and_forgotten_by_the_tablet(self):
        order = self.opened(self.line(self.bread, 3), self.line(self.cake))
        bread, cake = order.lines.sorted("id")
        uuid, cakes = bread.uuid, cake.uuid
        self.again(
            order,
            self.less(bread, 1),
            Command.delete(cake.id),
            **self.why(**{uuid: self.gone.id, cakes: self.other.id}),
        )
        voids = self.voids.search([("order_uuid", "=", order.uuid)])
        kept = {void.line_uuid: (void.reason_id, void.quantity) for void in voids}
        self.assertEqual(kept, {uuid: (self.gone, 2), cakes: (self.other, 1)})
        self.assertFalse(order.read(["void_reasons"])[0]["void_reasons"])
        # The reason was for what went, not for what goes later.
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.again(order, Command.delete(bread.id))

    def test_a_reason_that_was_archived_meanwhile_counts(self):
        order = self.opened(self.line(self.bread))
        self.gone.active = False
        self.again(
            order,
            Command.delete(order.lines.id),
            **self.why(**{order.lines.uuid: self.gone.id}),
        )
        self.assertEqual(
            self.voids.search([("order_uuid", "=", order.uuid)]).reason_id, self.gone
        )

    def test_an_order_is_cancelled_for_a_reason(self):
        order = self.opened(self.line(self.bread), self.line(self.cake))
        seen = order.with_user(self.seller)
        for method in ("action_pos_order_cancel", "unlink"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                getattr(seen, method)()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            seen.remove_from_ui(order.ids)
        for junk in ("[", {"*": "x"}, {"*": self.refund.id}, [], 7):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                seen.with_context(void_claims=junk).action_pos_order_cancel()
        seen.with_context(void_claims={"*": self.gone.id}).action_pos_order_cancel()
        voids = self.voids.search([("order_uuid", "=", order.uuid)])
        self.assertEqual(voids.reason_id, self.gone)
        self.assertEqual(len(voids), 2)

    def test_a_split_is_no_void(self):
        order = self.opened(self.line(self.bread, 3))
        line = order.lines
        self.again(order, self.less(line, 1), **self.why(**{line.uuid: "moved"}))
        void = self.voids.search([("order_uuid", "=", order.uuid)])
        self.assertEqual((void.excuse, void.quantity), ("moved", 2))
        self.opened(self.came(self.line(self.bread, 2), line.uuid, 2), table=False)
        self.assertEqual(void.quantity, 0, "it is on another order")

    def test_what_is_on_another_order_already_needs_no_reason(self):
        order = self.opened(self.line(self.bread, 2))
        line = order.lines
        self.opened(self.came(self.line(self.bread, 2), line.uuid, 2), table=False)
        order.with_user(self.seller).action_pos_order_cancel()
        self.assertFalse(self.kept(order))

    def test_part_of_it_is_on_another_order(self):
        order = self.opened(self.line(self.bread, 3))
        self.opened(
            self.came(self.line(self.bread, 1), order.lines.uuid, 1), table=False
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.with_user(self.seller).action_pos_order_cancel()

    def test_what_a_tablet_only_says_to_have_moved_is_found(self):
        order = self.opened(self.line(self.bread, 2))
        self.again(
            order,
            Command.delete(order.lines.id),
            **self.why(**{order.lines.uuid: "moved"}),
        )
        silent = self.voids.search([("quantity", ">", 0), ("reason_id", "=", False)])
        self.assertIn(order, silent.order_id)

    def test_a_tablet_without_network_could_not_ask(self):
        order = self.opened(self.line(self.bread, 2))
        self.again(
            order, Command.delete(order.lines.id), **self.why(**{"*": "offline"})
        )
        void = self.voids.search([("order_uuid", "=", order.uuid)])
        self.assertEqual((void.excuse, void.quantity), ("offline", 2))

    def test_a_till_that_does_not_ask(self):
        self.till.void_reason_required = False
        order = self.opened(self.line(self.bread, 2))
        self.again(order, Command.delete(order.lines.id))
        self.assertTrue(self.kept(order))

    def test_where_there_is_nothing_to_choose_nobody_is_stopped(self):
        self.env["bakery.refund.reason"].search([]).active = False
        order = self.opened(self.line(self.bread, 2))
        self.again(order, Command.delete(order.lines.id))
        self.assertTrue(self.kept(order))

    def test_tills_offer_what_they_ask_for(self):
        reasons = self.env["bakery.refund.reason"]

        def offered():
            domain = reasons._load_pos_data_domain({}, self.till)
            return reasons.search(domain) & (self.gone | self.other | self.refund)

        self.till.refund_reason_required = False
        self.assertEqual(offered(), self.gone | self.other)
        self.till.refund_reason_required = True
        self.assertEqual(len(offered()), 3)
        self.till.void_reason_required = False
        self.assertEqual(offered(), self.other | self.refund)

    def test_more_goods_need_no_reason(self):
        order = self.opened(self.line(self.bread, 2))
        self.again(order, self.less(order.lines, 5))
        self.assertFalse(self.kept(order))
