"""Average cost takes movements of one second by their numbers, not as they happened.

``_run_avco`` replays all movements by date and id. Dates are whole seconds, and numbers
are given when movements are planned: goods that were baked in the second in which
others of their kind left count as if they had come first, although what left was valued
without them. Closing an order also dates its goods anew, some seconds later, and so
past what has left meanwhile. Either way the cost on the product is not what the entries
say. Seen by closing orders of which one bakes what another takes.
"""

from datetime import timedelta

from odoo import fields, models

# What lies further apart was dated so on purpose.
APART = timedelta(minutes=2)


# pylint: disable=consider-merging-classes-inherited
# Each patch of a stock defect is a file of its own, named for the defect.
class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals):
        if "date" not in vals:
            return super().write(vals)
        if vals.get("state") == "done":
            super().write(vals)
            for move, date in self._dates_in_order().items():
                super(StockMove, move).write({"date": date})
            return True
        settled = self._settled_about(fields.Datetime.to_datetime(vals["date"]))
        if settled:
            others = {name: value for name, value in vals.items() if name != "date"}
            super(StockMove, settled).write(others)
        return super(StockMove, self - settled).write(vals)

    def _settled_about(self, moment):
        """Return those that were done within :data:`APART` of ``moment``."""
        if not moment:
            return self.browse()
        return self._replayed().filtered(
            lambda move: move.state == "done" and abs(move.date - moment) <= APART
        )

    def _replayed(self):
        """Return those whose entries must agree with the replay."""
        # sudo: how a company keeps its books is not for all who move its goods.
        return self.filtered(
            lambda move: (
                move.sudo().company_id.receipt_accrual
                and move.sudo().product_id.is_storable
            )
        )

    def _dates_in_order(self):
        """Return ``{move: date}`` with which a replay takes them after all before.

        What leaves is valued before what comes in, so it goes first.
        """
        moves = self._replayed().filtered(lambda move: move.is_in or move.is_out)
        if not moves:
            return {}
        last, dates = {}, {}
        for move in moves._done_before():
            key = (move.company_id, move.product_id)
            last[key] = max(last.get(key, ()), (move.date, move.id))
        for move in moves.sorted(lambda move: (move.is_in, move.id)):
            key = (move.company_id, move.product_id)
            date, number = last.get(key, (move.date, 0))
            if (date, number) > (move.date, move.id):
                dates[move] = date + timedelta(seconds=number > move.id)
            last[key] = (dates.get(move, move.date), move.id)
        return dates

    def _done_before(self):
        """Return what else of the same goods was done in these seconds or later."""
        start = min(self.mapped("date"))
        # sudo: the cost of goods follows from all that moved, whoever may see it.
        return self.sudo().search_fetch(
            [
                ("product_id", "in", self.product_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "done"),
                ("date", ">=", start),
                ("date", "<=", max(self.mapped("date")) + APART),
                ("id", "not in", self.ids),
                "|",
                ("is_in", "=", True),
                ("is_out", "=", True),
            ],
            ["date", "product_id", "company_id"],
        )
