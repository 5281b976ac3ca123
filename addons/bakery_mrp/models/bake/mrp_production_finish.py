from odoo import Command, fields, models
from odoo.exceptions import UserError

from .mrp_production_weigh import ABSURD

# The baker has answered what "Produce All" would ask.
ANSWERED = {
    "skip_backorder": True,
    "skip_consumption": True,
    "skip_expired": True,
    "skip_redirection": True,
}


# pylint: disable=consider-merging-classes-inherited
# Closing a batch is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def bake_finish(self, good, reject=0, waste=0, checks=None, later=False):
        """Close the order with what came out; return its sheet.

        Good pieces go to stock. Rejected and wasted ones never do: they are yield
        loss. Ingredients nobody weighed are taken as planned.

        :param checks: ``{"temperature": °C, "grams": of a piece, "reason": text,
            "sure": True for an amount far beyond the plan}``, all optional
        :param later: the rest of the plan comes in an order of its own
        :return: the sheet, or ``{"ask": sentence}`` or ``{"why": sentence}`` with
            nothing changed: confirm with ``sure``, or give a ``reason``
        :raises UserError: for bad input; nothing is changed then
        """
        order = self._bake_one()
        checks = checks if isinstance(checks, dict) else {}
        good = order._bake_number(good, self.env._("Good"))
        reject = order._bake_number(reject, self.env._("Rejected"))
        waste = order._bake_number(waste, self.env._("Wasted"))
        total = order._bake_check_output(good, reject, waste)
        if total > ABSURD * order.product_qty and not checks.get("sure"):
            return {
                "ask": self.env._(
                    "%(total)s is more than ten times the plan. Is it right?",
                    total=f"{total:g}",
                )
            }
        values = order._bake_checks(checks)
        if "why" in values:
            return values
        if later:
            order._bake_leave_rest(total)
        order.write({**values, "qty_rejected": reject, "qty_wasted": waste})
        order._bake_consume()
        order._bake_close(good)
        return order.bake_sheet()

    def _bake_check_output(self, good, reject, waste):
        """Return the sum of what came out, checked."""
        uom = self.product_uom_id
        for number in (good, reject, waste):
            if uom.compare(number, uom.round(number)) or abs(
                number - uom.round(number)
            ) > 1e-9 * max(number, 1):
                raise UserError(
                    self.env._(
                        "%(number)s is too exact for %(unit)s.",
                        number=number,
                        unit=uom.name,
                    )
                )
        total = good + reject + waste
        if not total:
            raise UserError(
                self.env._("Fill in what came out of the oven: nothing is no batch.")
            )
        if self.product_tracking == "serial":
            raise UserError(
                self.env._(
                    "%(product)s has serial numbers: finish the order in its form.",
                    product=self.product_id.display_name,
                )
            )
        return total

    def _bake_checks(self, checks):
        """Return the values of the checks, or ``{"why": sentence}``."""
        least = self.bom_id.core_temperature
        measured = checks.get("temperature")
        reason = checks.get("reason")
        reason = reason.strip()[:250] if isinstance(reason, str) else ""
        values = {}
        if measured not in (None, False, ""):
            self._bake_number(measured, self.env._("Core temperature"))
            if measured > 300:
                raise UserError(
                    self.env._(
                        "No bread is %(degrees)s °C inside: measure again.",
                        degrees=f"{measured:g}",
                    )
                )
            values["core_temperature"] = measured
        elif least and not reason:
            return {
                "why": self.env._(
                    "Measure the core temperature first: at least %(least)s °C.",
                    least=f"{least:g}",
                )
            }
        if least and values.get("core_temperature", 0) < least:
            if not reason:
                return {
                    "why": self.env._(
                        "%(degrees)s °C inside is not baked through: %(least)s °C at "
                        "least. Bake on, or give a reason.",
                        degrees=f"{measured:g}",
                        least=f"{least:g}",
                    )
                }
            values["core_temperature_reason"] = reason
        if checks.get("grams"):
            values["piece_grams"] = self._bake_number(
                checks["grams"], self.env._("Weight of a piece")
            )
        return values

    # Partial output -------------------------------------------------------------------

    def _bake_leave_rest(self, total):
        """Put what does not come out now into an order of its own."""
        rest = self.product_qty - total
        if self.product_uom_id.compare(rest, 0) <= 0:
            raise UserError(
                self.env._("All of the plan came out: nothing is left for later.")
            )
        share = total / self.product_qty
        moves = self.move_raw_ids.filtered(
            lambda move: not move.additional and move.state not in ("done", "cancel")
        )
        weighed = {move: move._bake_weighed_lines() for move in moves}
        kept = {
            move: [
                (line.copy_data({"picked": True})[0], line.quantity) for line in lines
            ]
            for move, lines in weighed.items()
            if lines
        }
        self.workorder_ids.end_all()
        # What is picked would all stay here.
        self.env["stock.move.line"].union(*weighed.values()).unlink()
        moves.picked = False
        parts = self._split_productions({self: [total, rest]})
        later = (parts - self).move_raw_ids.sorted("id")
        for move, other in zip(moves, later, strict=True):
            if lines := kept.get(move):
                self._bake_share(move, other, lines, share)

    @staticmethod
    def _bake_share(move, other, lines, share):
        """Let ``move`` have its ``share`` of what was weighed, ``other`` the rest."""
        uom = move.product_uom
        (move | other).move_line_ids.unlink()
        values = []
        for data, quantity in lines:
            part = uom.round(quantity * share)
            for target, amount in ((move, part), (other, quantity - part)):
                if uom.compare(amount, 0) > 0:
                    values.append({**data, "move_id": target.id, "quantity": amount})
        (move | other).manual_consumption = True
        move.env["stock.move.line"].create(values)
        (move | other).picked = True

    # Closing --------------------------------------------------------------------------

    def _bake_consume(self):
        """Take as planned what nobody weighed; everything goes in when it closes."""
        for move in self.move_raw_ids:
            if move.state in ("done", "cancel") or move._bake_weighed_lines():
                continue
            uom = move.product_uom
            if uom.compare(move.quantity, move.product_uom_qty):
                move._set_quantity_done(move.product_uom_qty)
            self._bake_check_planned(move)
            # Odoo consumes nothing that is not picked once a quantity is given.
            move.picked = True

    def _bake_check_planned(self, move):
        if move.product_id.tracking == "none":
            return
        lines = move.move_line_ids.filtered("quantity")
        if not lines or not all(line.lot_id for line in lines):
            raise UserError(
                self.env._(
                    "Weigh %(product)s first: not enough of any lot is set aside.",
                    product=move.product_id.display_name,
                )
            )
        for lot in lines.lot_id:
            if problem := self._bake_lot_problem(lot):
                raise UserError(problem)

    def _bake_close(self, good):
        if good and self.product_tracking == "lot" and not self.lot_producing_ids:
            self.lot_producing_ids = [Command.create(self._bake_lot_values())]
        self.qty_producing = good
        closing = self.with_context(**ANSWERED, bake_nothing_good=not good)
        closing.button_mark_done()
        if not good:
            self._bake_close_empty()
        if self.state != "done":
            raise UserError(
                self.env._(
                    "%(order)s could not be closed: ask the planner.", order=self.name
                )
            )

    def _bake_close_empty(self):
        """Count a batch that gave nothing as baked: Odoo would call it cancelled."""
        moves = self.move_finished_ids.filtered(
            lambda move: move.product_id == self.product_id
        )
        moves.write({"state": "done", "product_uom_qty": 0})
        self.state = "done"
        # As in _post_inventory: the figures are the books', the baker sees none.
        self.sudo()._write_figures()

    def _bake_lot_values(self):
        """Return the lot of the batch: its day and the number of the order."""
        day = fields.Date.context_today(self).strftime("%y%m%d")
        name = f"{day}-{self.name.rsplit('/', 1)[-1]}"
        same = self.env["stock.lot"].search_count(
            [
                ("product_id", "=", self.product_id.id),
                ("name", "=", name),
                ("company_id", "in", [False, self.company_id.id]),
            ],
            limit=1,
        )
        if same:
            name = f"{name}-{self.id}"
        return {"name": name, "product_id": self.product_id.id}

    def _auto_production_checks(self):
        """Ask for no lot of what did not come out."""
        if self.env.context.get("bake_nothing_good"):
            return True
        return super()._auto_production_checks()

    def _set_quantities(self):
        """Make nothing when nothing good came out: zero would mean all of it."""
        if self.env.context.get("bake_nothing_good"):
            return None
        return super()._set_quantities()
