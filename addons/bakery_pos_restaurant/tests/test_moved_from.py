import json

from odoo.tests import tagged

from .common_floor import FloorCommon


@tagged("post_install", "-at_install")
class TestMovedFrom(FloorCommon):
    """Lines remember the tables they came from, for all tablets."""

    def entry(self, **values):
        return {
            "table_id": self.first.id,
            "quantity": 2,
            "formerUuid": "abc",
            **values,
        }

    def test_tablet_notes_and_others_read(self):
        text = json.dumps([self.entry()])
        order = self.sync(
            {**self.line(self.bread, 2), "moved_from": text}, state="draft"
        )
        self.assertEqual(json.loads(order.lines.moved_from), [self.entry()])
        fields = self.env["pos.order.line"]._load_pos_data_fields(self.till)
        self.assertIn("moved_from", fields)

    def test_ignorant_tablet_takes_nothing_away(self):
        order = self.sync(self.line(self.bread, 2), state="draft")
        line = order.lines.with_user(self.seller)
        line.write({"moved_from": json.dumps([self.entry()])})
        for nothing in (False, "", None):
            line.write({"moved_from": nothing, "qty": 3})
            self.assertEqual(json.loads(line.moved_from), [self.entry()])
        line.write({"moved_from": "[]"})
        self.assertFalse(line.moved_from)

    def test_what_is_not_well_formed_is_left_out(self):
        order = self.sync(self.line(self.bread, 2), state="draft")
        for bad in (
            "nonsense",
            "{}",
            json.dumps(["a", 1]),
            json.dumps([self.entry(table_id="1")]),
            json.dumps([self.entry(quantity="2")]),
            json.dumps([self.entry(quantity=True)]),
        ):
            order.lines.write({"moved_from": bad})
            self.assertFalse(order.lines.moved_from, bad)
        order.lines.write({"moved_from": json.dumps([self.entry(evil="x")] * 100)})
        kept = json.loads(order.lines.moved_from)
        self.assertEqual(len(kept), 50)
        self.assertEqual(kept[0], self.entry())
