import math
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Domain

BAKER = "bakery_mrp.bakery_mrp_group_baker"
OPEN = ("confirmed", "progress", "to_close")


# pylint: disable=consider-merging-classes-inherited
# The baker's tablet is a subject of its own.
class MrpProduction(models.Model):
    """What the baker sees of an order, and what he records about it.

    Weights are in grams, times in seconds; no cost is ever part of an answer.
    """

    _inherit = "mrp.production"

    qty_rejected = fields.Float(
        string="Rejected",
        digits="Product Unit",
        copy=False,
        tracking=True,
        help="Pieces that came out not good enough; they never enter the stock.",
    )
    qty_wasted = fields.Float(
        string="Wasted",
        digits="Product Unit",
        copy=False,
        tracking=True,
        help="Pieces burnt, dropped or torn; they never enter the stock.",
    )
    core_temperature = fields.Float(
        string="Core Temperature (°C)",
        digits=(16, 1),
        copy=False,
        tracking=True,
        help="What the baker measured in the middle of a piece.",
    )
    core_temperature_reason = fields.Char(
        string="Reason (Core Temperature)",
        copy=False,
        tracking=True,
        help="Why the batch was finished although it was not hot enough inside.",
    )
    piece_grams = fields.Float(
        string="Weighed Piece (g)",
        digits=(16, 1),
        copy=False,
        help="What a finished piece weighed.",
    )

    _losses_are_positive = models.Constraint(
        "CHECK(COALESCE(qty_rejected, 0) >= 0 AND COALESCE(qty_wasted, 0) >= 0)",
        "Rejected and wasted pieces cannot be fewer than none.",
    )

    # Who and when ---------------------------------------------------------------------

    def _check_baker(self):
        user = self.env.user
        if not (user.has_group(BAKER) or user.has_group("mrp.group_mrp_user")):
            raise AccessError(self.env._("Only bakers work with the bake page."))

    def _bake_one(self):
        """Check that the user may bake the order, and lock it; return it."""
        self._check_baker()
        order = self.exists()
        if len(order) != 1:
            raise UserError(
                self.env._("This order is not there any more: go back to the list.")
            )
        order.check_access("write")
        try:
            order.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else works on %(order)s just now: try again in a moment.",
                    order=order.name,
                )
            ) from error
        order.invalidate_recordset()
        order._check_bakeable()
        return order

    def _check_bakeable(self):
        if self.state in OPEN:
            return
        if self.state == "done":
            text = self.env._(
                "%(order)s is finished already: nothing was changed.", order=self.name
            )
        elif self.state == "cancel":
            text = self.env._(
                "%(order)s was cancelled: bake something else.", order=self.name
            )
        else:
            text = self.env._(
                "%(order)s is not confirmed yet: ask the planner.", order=self.name
            )
        raise UserError(text)

    # The list -------------------------------------------------------------------------

    @api.model
    def bake_list(self):
        """Return the orders of today and those under way, as a list of dicts."""
        self._check_baker()
        zone = pytz.timezone(self.env.user.tz or "Asia/Jakarta")
        today = pytz.utc.localize(fields.Datetime.now()).astimezone(zone).date()
        start = zone.localize(datetime.combine(today, time()))
        start = start.astimezone(pytz.utc).replace(tzinfo=None)
        end = start + timedelta(days=1)
        due = Domain("state", "in", OPEN) & (
            Domain("date_start", "<", end) | Domain("state", "!=", "confirmed")
        )
        done = Domain("state", "=", "done") & Domain("date_finished", ">=", start)
        domain = (due | done) & Domain("company_id", "in", self.env.companies.ids)
        warehouse = self.env.user.property_warehouse_id
        if warehouse:
            domain &= Domain("picking_type_id.warehouse_id", "=", warehouse.id)
        orders = self.search(domain, order="date_start, id", limit=200)
        # Read at once what the cards look at one by one.
        orders.workorder_ids.time_ids.mapped("date_end")
        orders.move_raw_ids.move_line_ids.mapped("weighed_date")
        rank = {"running": 0, "paused": 1, "started": 1, "waiting": 2, "done": 3}
        cards = [order._bake_card(zone) for order in orders]
        return sorted(cards, key=lambda card: rank[card["state"]])

    def _bake_card(self, zone):
        bom = self.bom_id
        moves = self._bake_moves()
        works = self.workorder_ids.filtered(lambda work: work.state != "cancel")
        seconds, running = self._bake_clock(works)
        per_tray = bom.tray_pieces
        local = pytz.utc.localize(self.date_start).astimezone(zone)
        plan = self.bake_plan_id
        return {
            "id": self.id,
            "name": self.name,
            "product": self._bake_product(self.product_id),
            "product_id": self.product_id.id,
            "barcode": self.product_id.barcode or "",
            "quantity": self.product_qty,
            "unit": self.product_uom_id.name,
            "trays": math.ceil(round(self.product_qty / per_tray, 6))
            if per_tray
            else 0,
            "plan": plan.name or "",
            "shift": plan.shift_id.name or "",
            "start": local.strftime("%H:%M"),
            "day": fields.Date.to_string(local.date()),
            "state": self._bake_state(works, moves, running),
            "seconds": seconds,
            "running": running,
            "oven_temperature": bom.oven_temperature,
            "oven_minutes": bom.oven_minutes,
            "ingredients": len(moves),
            "weighed": len([move for move in moves if move._bake_weighed_lines()]),
            "steps": len(works),
            "steps_done": len(works.filtered(lambda work: work.state == "done")),
            "good": self.qty_produced,
            "rejected": self.qty_rejected,
            "wasted": self.qty_wasted,
        }

    @staticmethod
    def _bake_product(product):
        """Return what bakers call it: codes are for others."""
        return product.with_context(display_default_code=False).display_name

    def _bake_moves(self):
        """Return what goes in."""
        return self.move_raw_ids.filtered(lambda move: move.state != "cancel")

    def _bake_state(self, works, moves, running):
        if self.state == "done":
            return "done"
        if running:
            return "running"
        if any(work.time_ids for work in works):
            return "paused"
        begun = self.state != "confirmed" or any(
            move._bake_weighed_lines() for move in moves
        )
        return "started" if begun else "waiting"

    @staticmethod
    def _bake_clock(works):
        """Return the seconds of work so far, and whether the clock runs."""
        now = fields.Datetime.now()
        seconds = sum(
            ((line.date_end or now) - line.date_start).total_seconds()
            for line in works.time_ids
        )
        return int(seconds), any(not line.date_end for line in works.time_ids)

    # Starting and stopping ------------------------------------------------------------

    def bake_start(self, work_id=False):
        """Let the clock of a step run (the next one by default); return the sheet.

        Odoo's time records of work orders: they are what the batch costs. A clock that
        runs already runs on, once.
        """
        order = self._bake_one()
        works = order._bake_works(work_id)
        if not order.workorder_ids:
            order.action_start()
        elif not works:
            raise UserError(
                self.env._("All steps of %(order)s are done.", order=order.name)
            )
        for work in works[:1]:
            if not work.time_ids.filtered(lambda line: not line.date_end):
                work.button_start()
        return order.bake_sheet()

    def bake_pause(self, work_id=False):
        """Stop the clock, whoever started it; return the sheet."""
        order = self._bake_one()
        order._bake_works(work_id).end_all()
        return order.bake_sheet()

    def bake_step_done(self, work_id):
        """Close a step; return the sheet. The next one waits to be started."""
        order = self._bake_one()
        order._bake_works(work_id).button_finish()
        return order.bake_sheet()

    def _bake_works(self, work_id):
        """Return the open steps, or the one asked for."""
        works = self.workorder_ids.filtered(
            lambda work: work.state not in ("done", "cancel")
        )
        if not work_id:
            return works
        works = works.filtered(lambda work: work.id == work_id)
        if not works:
            raise UserError(
                self.env._(
                    "This step of %(order)s is done already.",
                    order=self.name,
                )
            )
        return works
