from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from .qc_inspection import OPEN
from .stock_move_inspection import DONE


# pylint: disable=consider-merging-classes-inherited
# Where the goods of an inspection go, beside how it is answered.
class QcInspection(models.Model):
    _inherit = "qc.inspection"

    def _lot_key(self):
        """Return what tells one lot from another, before it is made and after."""
        self.ensure_one()
        return self.lot_id.name or self.lot_name or ""

    def _take(self, facts):
        """Take over what is known of the arriving lot, if it changed."""
        self.ensure_one()
        facts = {**facts, "qty": facts["qty_received"]}
        changed = {
            name: value
            for name, value in facts.items()
            if (self[name].id if name == "lot_id" else self[name]) != value
        }
        if changed:
            self.write(changed)

    def _arriving_lines(self):
        """Return the lines of the movement that bring this lot."""
        self.ensure_one()
        return self.move_id.move_line_ids.filtered(
            lambda line: line.quantity and line._lot_key() == self._lot_key()
        )

    def _is_arriving(self):
        """Return whether the goods are among what is about to be received."""
        self.ensure_one()
        return self.move_id.state not in DONE and any(
            line.picked for line in self._arriving_lines()
        )

    def _waits_apart(self):
        self.ensure_one()
        return (
            self.state in OPEN
            and not self.is_quarantined
            and self.plan_id.on_missing == "quarantine"
        )

    def _check_still_there(self):
        """Refuse to receive less than was rejected."""
        self.ensure_one()
        if self.uom_id.compare(self.qty_rejected, self.qty_received) > 0:
            raise UserError(
                self.env._(
                    "%(rejected)s %(unit)s of %(product)s were rejected, but only"
                    " %(received)s arrive: correct the quantity that arrives.",
                    rejected=f"{self.qty_rejected:g}",
                    received=f"{self.qty_received:g}",
                    unit=self.uom_id.name,
                    product=self.product_id.display_name,
                )
            )

    def _part_to_set_apart(self):
        """Return the quantity that goes to a place of its own and that place, or None.

        :raise UserError: when less arrives than was rejected.
        """
        self.ensure_one()
        if self.is_received or not self._is_arriving():
            return None
        if self.state == "failed" and self.qty_rejected:
            self._check_still_there()
            place = self.warehouse_id._quality_location("reject_location_id")
            return self.qty_rejected, place
        if self._waits_apart():
            self.is_quarantined = True
            place = self.warehouse_id._quality_location("quarantine_location_id")
            return self.qty_received, place
        return None

    # Decided after the goods came in -------------------------------------------------

    def _qty_apart(self):
        """Return what was received and cannot be used, in the unit of the receipt."""
        self.ensure_one()
        if not self.is_received:
            return 0.0
        if self.is_quarantined:
            return self.qty_received
        return max(self.qty_rejected - self.qty_returned, 0.0)

    def _settle(self):
        """Bring goods of a decision that came late to where they belong."""
        for inspection in self:
            rejected = inspection.qty_rejected
            accepted = inspection.qty_received - rejected
            source = inspection.move_id
            if inspection.is_quarantined:
                source = inspection.reject_move_id
                inspection.write({"is_quarantined": False, "reject_move_id": False})
                if inspection.uom_id.compare(accepted, 0) > 0:
                    target = inspection.picking_id.location_dest_id
                    inspection._carry(source, accepted, target)
            if rejected:
                place = inspection.warehouse_id._quality_location("reject_location_id")
                inspection.reject_move_id = inspection._carry(source, rejected, place)
                inspection._return_rejects()

    def _carry(self, source, quantity, target):
        """Bring goods from where ``source`` left them to ``target``.

        :param source: done movement; :param quantity: in the unit of the receipt.
        :return: the done movement.
        :raise UserError: when they are not there any more.
        """
        self.ensure_one()
        place = source.location_dest_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse_id.int_type_id.id,
                "location_id": place.id,
                "location_dest_id": target.id,
                "origin": self.name,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.product_id.id,
                            "product_uom": self.uom_id.id,
                            "product_uom_qty": quantity,
                            "location_id": place.id,
                            "location_dest_id": target.id,
                            "company_id": self.company_id.id,
                            "qc_inspection_id": self.id,
                            "origin": self.name,
                            "move_orig_ids": [Command.set(source.ids)],
                        }
                    )
                ],
            }
        )
        move = picking.move_ids
        picking.action_confirm()
        move.move_line_ids.unlink()
        lines = self.env["stock.move.line"].create(
            self._prepare_carried_lines(source, move, quantity)
        )
        lines._apply_putaway_strategy()
        move.picked = True
        picking.with_context(cancel_backorder=True)._action_done()
        return move

    def _prepare_carried_lines(self, source, move, quantity):
        """Return the values of lines that take exactly this lot."""
        Quant = self.env["stock.quant"]
        unit, values = self.product_id.uom_id, []
        left = self.uom_id._compute_quantity(quantity, unit, round=False)
        for line in source.move_line_ids:
            if line._lot_key() != self._lot_key() or unit.compare(left, 0) <= 0:
                continue
            there = Quant._get_available_quantity(
                self.product_id, line.location_dest_id, lot_id=line.lot_id, strict=True
            )
            taken = min(left, line.quantity_product_uom, there)
            left -= taken
            if unit.compare(taken, 0) > 0:
                values.append(
                    {
                        "move_id": move.id,
                        "picking_id": move.picking_id.id,
                        "product_id": self.product_id.id,
                        "product_uom_id": unit.id,
                        "lot_id": line.lot_id.id,
                        "quantity": taken,
                        "location_id": line.location_dest_id.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
        if unit.compare(left, 0) > 0:
            raise UserError(
                self.env._(
                    "%(product)s is not where it was put on arrival any more.",
                    product=self.product_id.display_name,
                )
            )
        return values

    def _note_received(self):
        """Note that the goods are in, and which lot they became."""
        for inspection in self:
            lot = inspection.lot_id
            if not lot and inspection.lot_name:
                moves = inspection.move_id | inspection.reject_move_id
                lot = moves.move_line_ids.lot_id.filtered(
                    lambda found, name=inspection.lot_name: found.name == name
                )[:1]
            inspection.write({"is_received": True, "lot_id": lot.id})
