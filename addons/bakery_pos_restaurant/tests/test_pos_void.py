import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_floor import FloorCommon


class VoidCommon(FloorCommon):
    """A restaurant's till that keeps what is taken off saved orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.stock_outbox = False
        cls.manager = new_test_user(
            cls.env,
            "manajer-batal",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.voids = cls.env["bakery.pos.void"]

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "module_pos_restaurant": True,
            "track_performance": True,
        }

    def opened(self, *lines, table=None, **values):
        table = self.first if table is None else table
        values.setdefault("table_id", table and table.id)
        return self.sync(*lines, state="draft", **values)

    def again(self, order, *commands, employee=None, state="draft", **values):
        """Send an order once more, as a tablet that changed it."""
        payload = {
            "id": order.id,
            "uuid": order.uuid,
            "access_token": order.access_token,
            "session_id": self.session.id,
            "company_id": self.company.id,
            "lines": list(commands),
            "payment_ids": [],
            "amount_tax": order.amount_tax,
            "amount_total": order.amount_total,
            "amount_paid": 0,
            "amount_return": 0,
            "state": state,
            "to_invoice": False,
            "table_id": order.table_id.id,
            "employee_id": (employee or self.sari).id,
            **values,
        }
        self.env["pos.order"].with_user(self.seller).sync_from_ui([payload])
        order.invalidate_recordset()

    def less(self, line, quantity):
        price = line.price_unit * quantity
        return Command.update(
            line.id,
            {
                "qty": quantity,
                "price_subtotal": round(price / 1.1),
                "price_subtotal_incl": price,
            },
        )

    def came(self, values, uuid, quantity):
        return {**values, "came_from": json.dumps({uuid: quantity})}

    def sent(self, order):
        """Return what a tablet keeps of an order it has sent to the kitchen."""
        lines = {
            line.uuid: {"uuid": line.uuid, "quantity": line.qty} for line in order.lines
        }
        change = {"lines": lines, "metadata": {"serverDate": "2026-01-01 00:00:00"}}
        return {"last_order_preparation_change": json.dumps(change)}

    def kept(self, order=None):
        """Return ``(product, kind, quantity, amount)`` of what is off for good."""
        domain = [("quantity", ">", 0), ("config_id", "=", self.till.id)]
        if order:
            domain.append(("order_uuid", "=", order.uuid))
        return [
            (void.product_id, void.kind, void.quantity, void.amount)
            for void in self.voids.search(domain, order="id")
        ]


@tagged("post_install", "-at_install")
class TestPosVoid(VoidCommon):
    """What is taken off a saved order is on record, whatever a tablet says."""

    def test_a_line_that_is_removed(self):
        order = self.opened(self.line(self.bread, 2), self.line(self.cake))
        self.again(order, Command.delete(order.lines[0].id), employee=self.dewi)
        self.assertEqual(self.kept(order), [(self.bread, "line", 2, 22000)])
        void = self.voids.search([("order_id", "=", order.id)])
        self.assertEqual(void.employee_id, self.dewi, "who was at the tablet")
        self.assertEqual(void.waiter_id, self.sari, "whose order it is")
        self.assertEqual(void.user_id, self.seller)
        self.assertEqual(void.order_ref, order.pos_reference)

    def test_a_quantity_that_is_reduced(self):
        order = self.opened(self.line(self.bread, 5))
        self.again(order, self.less(order.lines, 3))
        self.again(order, self.less(order.lines, 4))
        self.assertEqual(self.kept(order), [(self.bread, "less", 2, 22000)])
        self.again(order, self.less(order.lines, 0))
        self.assertEqual(self.kept(order)[1:], [(self.bread, "line", 4, 44000)])

    def test_before_it_is_saved_nothing_counts(self):
        order = self.opened(self.line(self.bread, 1))
        self.again(order, Command.create(self.line(self.cake)))
        self.again(order, self.less(order.lines[0], 3))
        self.assertEqual(self.kept(), [])

    def test_an_order_that_is_cancelled(self):
        order = self.opened(self.line(self.bread), self.line(self.cake, 2))
        order.with_user(self.seller).action_pos_order_cancel()
        self.assertEqual(
            self.kept(order),
            [(self.bread, "order", 1, 11000), (self.cake, "order", 2, 44000)],
        )
        order.with_user(self.seller).action_pos_order_cancel()
        self.assertEqual(len(self.kept(order)), 2, "cancelled once")

    def test_an_order_that_a_tablet_deletes(self):
        order = self.opened(self.line(self.bread))
        order.with_user(self.seller).remove_from_ui(order.ids)
        self.assertEqual(self.kept(order), [(self.bread, "order", 1, 11000)])

    def test_an_order_that_is_deleted_leaves_its_record(self):
        order = self.opened(self.line(self.bread))
        uuid = order.uuid
        self.env.flush_all()
        order.with_user(self.seller).unlink()
        void = self.voids.search([("order_uuid", "=", uuid)])
        self.assertEqual((void.quantity, void.amount), (1, 11000))
        self.assertFalse(void.order_id)

    def test_a_reason_is_kept(self):
        order = self.opened(self.line(self.bread))
        cancel = order.with_user(self.seller).with_context(void_reason="Tamu pergi")
        cancel.action_pos_order_cancel()
        self.assertEqual(
            self.voids.search([("order_id", "=", order.id)]).reason, "Tamu pergi"
        )

    def test_what_the_kitchen_had_been_told(self):
        order = self.opened(self.line(self.bread, 3), self.line(self.cake))
        bread, cake = order.lines.sorted("id")
        only = {**self.sent(order)}
        change = json.loads(only["last_order_preparation_change"])
        del change["lines"][cake.uuid]
        change["lines"][bread.uuid]["quantity"] = 2
        self.again(order, last_order_preparation_change=json.dumps(change))
        self.assertTrue(order.first_sent_at)
        self.again(order, self.less(bread, 1), Command.delete(cake.id))
        sent = {
            void.product_id: void.sent_quantity
            for void in self.voids.search([("order_id", "=", order.id)])
        }
        self.assertEqual(sent, {self.bread: 1, self.cake: 0})

    def test_paying_takes_nothing_off(self):
        order = self.opened(self.line(self.bread))
        payment = {
            "uuid": "bayar-uji",
            "payment_method_id": self.cash.id,
            "amount": 11000,
        }
        self.again(
            order,
            state="paid",
            payment_ids=[Command.create(payment)],
            amount_paid=11000,
        )
        self.assertEqual(order.state, "paid")
        self.assertTrue(order.paid_at)
        self.assertEqual(self.kept(), [])

    def test_discounts_tips_and_rewards_are_no_goods(self):
        order = self.opened(self.line(self.bread), self.line(self.tip, price=5000))
        self.again(order, Command.delete(order.lines.sorted("id")[1].id))
        self.assertEqual(self.kept(), [])

    def test_tills_that_do_not_keep_it(self):
        self.till.track_performance = False
        order = self.opened(self.line(self.bread))
        self.again(order, Command.delete(order.lines.id))
        self.assertEqual(self.kept(), [])
        self.assertFalse(order.first_sent_at)

    # Moves are no voids ---------------------------------------------------------------

    def test_a_split_bill(self):
        order = self.opened(self.line(self.bread, 3))
        line = order.lines
        self.again(order, self.less(line, 1))
        self.assertEqual(self.kept(), [(self.bread, "less", 2, 22000)])
        self.opened(self.came(self.line(self.bread, 2), line.uuid, 2), table=False)
        self.assertEqual(self.kept(), [], "it is on the other bill")

    def test_a_split_bill_whose_new_part_comes_first(self):
        order = self.opened(self.line(self.bread, 3))
        line = order.lines
        self.opened(self.came(self.line(self.bread, 2), line.uuid, 2), table=False)
        self.again(order, self.less(line, 1))
        self.assertEqual(self.kept(), [])

    def test_tables_put_together(self):
        source = self.opened(self.line(self.bread, 2), self.line(self.cake))
        dest = self.opened(self.line(self.bread, 1), table=self.second)
        bread, cake = source.lines.sorted("id")
        grown = self.less(dest.lines, 3)
        grown[2]["came_from"] = json.dumps({bread.uuid: 2})
        new = Command.create(self.came(self.line(self.cake), cake.uuid, 1))
        self.again(dest, grown, new)
        source.with_user(self.seller).action_pos_order_cancel()
        self.assertEqual(self.kept(), [])

    def test_tables_put_together_and_cancelled_first(self):
        source = self.opened(self.line(self.bread, 2))
        dest = self.opened(self.line(self.cake), table=self.second)
        source.with_user(self.seller).action_pos_order_cancel()
        self.assertEqual(len(self.kept()), 1)
        line = source.lines
        self.again(
            dest, Command.create(self.came(self.line(self.bread, 2), line.uuid, 2))
        )
        self.assertEqual(self.kept(), [])

    def test_lines_moved_to_another_table(self):
        source = self.opened(self.line(self.bread), self.line(self.cake))
        bread, _cake = source.lines.sorted("id")
        uuid = bread.uuid
        self.again(source, Command.delete(bread.id))
        self.opened(self.came(self.line(self.bread), uuid, 1), table=self.second)
        self.assertEqual(self.kept(), [])

    def test_guests_who_change_tables(self):
        order = self.opened(self.line(self.bread))
        self.again(order, table_id=self.second.id)
        self.assertEqual(order.table_id, self.second)
        self.assertEqual(self.kept(), [])

    def test_moved_and_then_taken_off(self):
        order = self.opened(self.line(self.bread, 2))
        line = order.lines
        self.again(order, self.less(line, 1))
        other = self.opened(self.came(self.line(self.bread), line.uuid, 1), table=False)
        self.again(other, Command.delete(other.lines.id))
        self.assertEqual(self.kept(), [(self.bread, "line", 1, 11000)])

    # Tablets that lie, or repeat themselves -------------------------------------------

    def test_goods_that_are_nowhere_else_did_not_move(self):
        order = self.opened(self.line(self.bread, 3))
        line = order.lines
        uuid = line.uuid
        other = self.opened(self.came(self.line(self.bread), uuid, 99), table=False)
        self.again(order, Command.delete(line.id))
        self.assertEqual(self.kept(order), [(self.bread, "line", 2, 22000)])
        # What is there already grew by nothing.
        claim = {"qty": 1, "came_from": json.dumps({uuid: 99})}
        self.again(other, Command.update(other.lines.id, claim))
        self.assertEqual(self.kept(order), [(self.bread, "line", 2, 22000)])

    def test_other_goods_are_no_move(self):
        order = self.opened(self.line(self.cake))
        line, uuid = order.lines, order.lines.uuid
        self.again(order, Command.delete(line.id))
        self.opened(self.came(self.line(self.bread), uuid, 1), table=False)
        self.assertEqual(self.kept(order), [(self.cake, "line", 1, 22000)])

    def test_a_claim_that_is_repeated_counts_once(self):
        order = self.opened(self.line(self.bread, 3))
        line = order.lines
        self.again(order, self.less(line, 2))
        other = self.opened(self.came(self.line(self.bread), line.uuid, 1), table=False)
        self.again(order, self.less(line, 1))
        grown = self.less(other.lines, 2)
        grown[2]["came_from"] = json.dumps({line.uuid: 1})
        self.again(other, grown)
        self.assertEqual(self.kept(order), [(self.bread, "less", 1, 11000)])

    def test_what_is_not_well_formed_is_left_out(self):
        order = self.opened(self.line(self.bread, 2))
        line = order.lines
        self.again(order, self.less(line, 1))
        for bad in (
            "x",
            "[]",
            "{}",
            5,
            json.dumps({line.uuid: "1"}),
            json.dumps({line.uuid: -1}),
            json.dumps({line.uuid: True}),
        ):
            self.opened({**self.line(self.bread), "came_from": bad}, table=False)
        self.assertEqual(len(self.kept(order)), 1)

    def test_a_line_that_becomes_something_else(self):
        order = self.opened(self.line(self.bread))
        self.again(order, Command.update(order.lines.id, {"product_id": self.cake.id}))
        self.assertEqual(self.kept(order), [(self.bread, "line", 1, 11000)])

    def test_by_rpc_without_a_tablet(self):
        order = self.opened(self.line(self.bread, 2), self.line(self.cake))
        bread, cake = order.lines.sorted("id").with_user(self.seller)
        bread.write({"qty": 1})
        cake.unlink()
        self.assertEqual(len(self.kept(order)), 2)
        bread.write({"sent_quantity": 9, "listed_price": 1})
        order.with_user(self.seller).write({"first_sent_at": "2020-01-01"})
        self.assertEqual((bread.sent_quantity, bread.listed_price), (0, 0))
        self.assertFalse(order.first_sent_at)

    def test_a_line_moved_to_a_dead_order(self):
        dead = self.opened(self.line(self.cake))
        dead.with_user(self.seller).action_pos_order_cancel()
        order = self.opened(self.line(self.bread), table=self.second)
        order.lines.with_user(self.seller).write({"order_id": dead.id})
        self.assertEqual(self.kept(order), [(self.bread, "line", 1, 11000)])

    def test_an_employee_of_nowhere_is_not_believed(self):
        order = self.opened(self.line(self.bread))
        self.till.basic_employee_ids = self.sari | self.dewi
        stranger = self.env["hr.employee"].create(
            {"name": "Orang Lain", "company_id": self.company.id}
        )
        context = {"void_employee_id": stranger.id}
        order.lines.with_user(self.seller).with_context(**context).unlink()
        void = self.voids.search([("order_id", "=", order.id)])
        self.assertEqual(void.employee_id, self.sari)

    def test_nobody_changes_or_deletes_the_record(self):
        order = self.opened(self.line(self.bread))
        self.again(order, Command.delete(order.lines.id))
        void = self.voids.search([("order_id", "=", order.id)])
        for user in (self.seller, self.manager):
            with self.assertRaises(AccessError):
                void.with_user(user).write({"moved_quantity": 1})
            with self.assertRaises(AccessError):
                void.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.voids.with_user(user).create({"kind": "line"})
        with self.assertRaises(AccessError):
            void.with_user(self.seller).read(["amount"])
        self.assertEqual(void.with_user(self.manager).amount, 11000)
        with self.assertRaises(UserError):
            void.sudo().write({"employee_id": self.agus.id})
        with self.assertRaises(UserError):
            void.sudo().unlink()

    def test_live_figures_count_what_was_taken_off(self):
        source = self.opened(self.line(self.bread, 2))
        dest = self.opened(self.line(self.cake), table=self.second)
        line = source.lines
        self.again(
            dest, Command.create(self.came(self.line(self.bread, 2), line.uuid, 2))
        )
        source.with_user(self.seller).action_pos_order_cancel()
        figures = self.env["pos.config"].with_user(self.manager)
        [row] = figures.live_figures(self.till.ids)
        self.assertEqual((row["voids"], row["voided"]), (0, 0), "merged, not void")
        cake = dest.lines.filtered(lambda line: line.product_id == self.cake)
        self.again(dest, Command.delete(cake.id))
        [row] = figures.live_figures(self.till.ids)
        self.assertEqual((row["voids"], row["voided"]), (1, 22000))

    def test_queries_do_not_grow_with_lines(self):
        def queries(count):
            lines = [self.line(self.bread) for _number in range(count)]
            order = self.opened(*lines)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            order.with_user(self.seller).action_pos_order_cancel()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(1)
        one, fifty = queries(1), queries(50)
        self.assertLessEqual(fifty, one + 3)
        self.assertEqual(len(self.kept()), 52)
