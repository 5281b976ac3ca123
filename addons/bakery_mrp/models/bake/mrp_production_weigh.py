import math

from odoo import fields, models
from odoo.exceptions import UserError

# More than that many times the plan is a slip of the finger, until it is confirmed.
ABSURD = 10


# pylint: disable=consider-merging-classes-inherited
# Weighing is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _bake_number(self, value, name):
        """Return ``value`` as a number from 0; refuse all else with a sentence."""
        ok = isinstance(value, int | float) and not isinstance(value, bool)
        if not ok or not math.isfinite(value):
            raise UserError(self.env._("%(name)s: type a number.", name=name))
        if value < 0:
            raise UserError(
                self.env._("%(name)s cannot be less than nothing.", name=name)
            )
        return value

    def bake_weigh(self, move_id, quantity, lot_id=False, sure=False):
        """Record what was put on the scale of one ingredient and lot.

        Another lot of the same ingredient is added; the same lot is weighed anew.

        :param quantity: grams, or pieces of what is counted
        :param sure: the baker confirmed an amount far beyond the plan
        :return: the sheet, or ``{"ask": sentence}`` with nothing changed
        """
        order = self._bake_one()
        move = order._bake_open_move(move_id)
        name = move.product_id.display_name
        if not order._bake_number(quantity, name):
            raise UserError(
                self.env._("Put %(product)s on the scale first.", product=name)
            )
        lot = order._bake_lot(move, lot_id)
        amount = move.product_uom.round(quantity / (move._bake_grams() or 1))
        if not amount:
            raise UserError(
                self.env._("So little %(product)s cannot be recorded.", product=name)
            )
        others = move._bake_weighed_lines().filtered(lambda line: line.lot_id != lot)
        total = sum(others.mapped("quantity")) + amount
        if not sure and total > ABSURD * move.product_uom_qty > 0:
            return {
                "ask": self.env._(
                    "%(quantity)s %(unit)s of %(product)s is more than ten times the "
                    "plan. Is it right?",
                    quantity=f"{quantity:g}",
                    unit=move._bake_unit(),
                    product=name,
                )
            }
        order._bake_take(move, lot, amount)
        return order.bake_sheet()

    def bake_weigh_again(self, move_id):
        """Forget what was weighed of one ingredient; return the sheet."""
        order = self._bake_one()
        move = order._bake_open_move(move_id)
        move._bake_weighed_lines().unlink()
        move.write({"manual_consumption": False, "picked": False})
        move._action_assign()
        return order.bake_sheet()

    def _bake_open_move(self, move_id):
        move = self.move_raw_ids.filtered(
            lambda move: move.id == move_id and move.state not in ("done", "cancel")
        )
        if not move:
            raise UserError(
                self.env._(
                    "%(order)s does not take this ingredient: open the order again.",
                    order=self.name,
                )
            )
        return move

    def _bake_lot(self, move, lot_id):
        """Return the lot asked for, checked; an empty one where lots are not kept."""
        product = move.product_id
        if product.tracking == "none":
            return self.env["stock.lot"]
        lot = self.env["stock.lot"]
        if isinstance(lot_id, int) and not isinstance(lot_id, bool):
            lot = lot.browse(lot_id).exists()
        if not lot:
            raise UserError(
                self.env._(
                    "Choose the lot of %(product)s first.",
                    product=product.display_name,
                )
            )
        lot.check_access("read")
        if lot.product_id != product:
            raise UserError(
                self.env._(
                    "Lot %(lot)s is %(other)s, not %(product)s.",
                    lot=lot.name,
                    other=lot.product_id.display_name,
                    product=product.display_name,
                )
            )
        if problem := self._bake_lot_problem(lot):
            raise UserError(problem)
        return lot

    def _bake_take(self, move, lot, amount):
        """Let ``move`` consume ``amount`` in its own unit of ``lot``."""
        lines = move.move_line_ids
        kept = lines.filtered(lambda line: line.weighed_date and line.lot_id != lot)
        (lines - kept).unlink()
        left = move.product_uom._compute_quantity(
            amount, move.product_id.uom_id, round=False
        )
        values = []
        for location, part in self._bake_places(move, lot, left):
            quantity = move.product_id.uom_id._compute_quantity(
                part, move.product_uom, round=False
            )
            values.append(
                {
                    **move._prepare_move_line_vals(),
                    "location_id": location.id,
                    "lot_id": lot.id,
                    "quantity": move.product_uom.round(quantity),
                    "picked": True,
                    "weighed_date": fields.Datetime.now(),
                }
            )
        # The clock of a step would put the planned amount back otherwise.
        move.manual_consumption = True
        self.env["stock.move.line"].create(values)
        move.picked = True

    def _bake_places(self, move, lot, needed):
        """Return ``[(location, quantity)]`` to take ``needed`` of ``lot`` from.

        :raises UserError: when there is not so much of the lot.
        """
        if not lot:
            return [(self.location_src_id, needed)]
        unit = move.product_id.uom_id
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "=", lot.id),
                ("location_id", "child_of", self.location_src_id.id),
                ("quantity", ">", 0),
            ],
            order="id",
        )
        there = sum(quants.mapped("quantity")) - self._bake_taken(lot).get(lot, 0)
        if unit.compare(there, needed) < 0:
            shown = unit._compute_quantity(there, move.product_uom, round=False)
            raise UserError(
                self.env._(
                    "Only %(quantity)s %(unit)s of lot %(lot)s are left: weigh that, "
                    "and the rest from another lot.",
                    quantity=f"{max(move._bake_shown(shown), 0):g}",
                    unit=move._bake_unit(),
                    lot=lot.name,
                )
            )
        places = []
        for quant in quants:
            part = min(needed, quant.quantity)
            if unit.compare(part, 0) > 0:
                places.append((quant.location_id, part))
                needed -= part
        return places
