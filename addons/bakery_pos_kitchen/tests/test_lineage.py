import json

from odoo.tests import tagged

from .common_kitchen import KitchenCommon


@tagged("post_install", "-at_install")
class TestLineage(KitchenCommon):
    """Splits, merges and moves change nothing that is made."""

    def sent(self, table, *goods):
        order = self.order(table)
        lines = [order.add(product, quantity) for product, quantity in goods]
        order.ask()
        order.save()
        return order, lines

    def came(self, uuid, quantity):
        return json.dumps({uuid: quantity})

    def test_split_bill_keeps_its_ticket(self):
        for first_saved in ("source", "part"):
            order, [line] = self.sent(self.first, (self.rice, 3))
            part = self.order(self.first, floating_order_name="T 1-B")
            part.table = None
            order.set(line, qty=2)
            part.add(self.rice, 1, came_from=self.came(line, 1))
            pair = (order, part) if first_saved == "source" else (part, order)
            for each in pair:
                each.save()
            part.ask()
            part.save()
            order.ask()
            order.save()
            self.assertEqual(self.told(order, part), {self.rice: 3})
            self.assertEqual(self.told(part), {self.rice: 1})
            self.check_ledger()
            order.cancel()

    def test_split_part_that_is_cancelled_is_void(self):
        order, [line] = self.sent(self.first, (self.rice, 3))
        part = self.order()
        part.add(self.rice, 1, came_from=self.came(line, 1))
        order.set(line, qty=2)
        order.save()
        part.save()
        part.cancel()
        self.assertEqual(self.told(order), {self.rice: 2})
        self.assertFalse(self.told(part))
        self.check_ledger()

    def test_merge_moves_tickets_and_cancels_nothing(self):
        source, [line] = self.sent(self.first, (self.rice, 2))
        target, [other] = self.sent(self.second, (self.rice, 3))
        target.set(other, qty=5, came_from=self.came(line, 2))
        target.save()
        source.cancel()
        moved, own = self.tickets(target)
        self.assertEqual(self.told(target), {self.rice: 5})
        self.assertEqual((moved.label, moved.from_label), ("T 2", "T 1"))
        self.assertTrue(moved.mark_moved)
        self.assertFalse(own.mark_moved)
        self.assertNotIn("void", (moved | own).event_ids.mapped("action"))
        self.check_ledger()
        target.ask()
        target.save()
        self.assertEqual(len(self.tickets(target)), 2)

    def test_chain_of_merges_and_taking_apart(self):
        first, [a] = self.sent(self.first, (self.rice, 1))
        second, [b] = self.sent(self.second, (self.rice, 2))
        third, [c] = self.sent(self.third, (self.rice, 4))
        second.set(b, qty=3, came_from=self.came(a, 1))
        second.save()
        first.cancel()
        third.set(c, qty=7, came_from=self.came(b, 3))
        third.save()
        second.cancel()
        self.assertEqual(self.told(third), {self.rice: 7})
        again = self.order(self.first)
        third.set(c, qty=6)
        again.add(self.rice, 1, came_from=self.came(c, 1))
        third.save()
        again.save()
        for order in (third, again):
            order.ask()
            order.save()
        self.assertEqual(self.told(third), {self.rice: 6})
        self.assertEqual(self.told(again), {self.rice: 1})
        self.assertEqual(self.tickets(again).mapped("label"), ["T 1"])
        self.check_ledger()

    def test_part_that_moves_to_another_table_has_its_own_ticket(self):
        order, [line] = self.sent(self.first, (self.rice, 3))
        part = self.order(self.second)
        order.set(line, qty=2)
        part.add(self.rice, 1, came_from=self.came(line, 1))
        order.save()
        part.save()
        stays, goes = self.tickets(order), self.tickets(part)
        self.assertEqual((stays.label, goes.label), ("T 1", "T 2"))
        self.assertEqual((stays.line_ids.qty, goes.line_ids.qty), (2, 1))
        self.assertTrue(goes.mark_moved)
        self.check_ledger()

    def test_hostile_claims_take_no_more_than_was_told(self):
        order, [line] = self.sent(self.first, (self.rice, 2))
        other = self.order(self.second)
        other.add(self.rice, 9, came_from=self.came(line, 9))
        other.save()
        order.remove(line)
        order.ask()
        order.save()
        other.ask()
        other.save()
        self.assertEqual(self.told(order, other), {self.rice: 9})
        self.check_ledger()

    def test_claim_on_other_goods_is_ignored(self):
        order, [line] = self.sent(self.first, (self.rice, 2))
        other = self.order(self.second)
        other.add(self.latte, 2, came_from=self.came(line, 2))
        other.save()
        other.ask()
        other.save()
        self.assertEqual(self.told(order, other), {self.rice: 2, self.latte: 2})
        self.check_ledger()

    def test_line_that_changes_its_order_keeps_what_was_told(self):
        order, [line] = self.sent(self.first, (self.rice, 2))
        other, _lines = self.sent(self.second, (self.latte, 1))
        self.env["pos.order.line"].browse(order.known[line]).order_id = other.id
        order.cancel()
        other.ask()
        other.known[line] = order.known[line]
        other.lines[line] = order.lines[line]
        other.save()
        self.assertEqual(self.told(other), {self.rice: 2, self.latte: 1})
        self.assertEqual(len(self.tickets(other)), 2)
        self.check_ledger()
