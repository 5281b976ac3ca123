from odoo import api, models
from odoo.exceptions import UserError

INSIDE = ("internal", "transit")
# What tells which goods go where.
FACTS = {"lot_id", "quant_id", "location_id", "location_dest_id", "quantity"}
SHOWN = 5


class StockMoveLine(models.Model):
    """A line that names a lot on hold is refused when it is written, and when done."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if self.env["stock.lot"]._any_on_hold():
            lines._check_held_lots()
        return lines

    def write(self, vals):
        if not FACTS & vals.keys() or not self.env["stock.lot"]._any_on_hold():
            return super().write(vals)
        changed = self
        if not vals.keys() & (FACTS - {"quantity"}):
            # Less may be said than was, even of what is done: goods come back.
            changed = self.filtered(lambda line: line.quantity < vals["quantity"])
        result = super().write(vals)
        changed._check_held_lots()
        return result

    def _check_lots(self):
        self._check_held_lots()
        return super()._check_lots()

    def _check_held_lots(self):
        """Refuse to take lots on hold anywhere but where they may go.

        :raise UserError: names the lots and why they are held.
        """
        # sudo: a lot is on hold for those as well who may not read it.
        lines = self.sudo().filtered(
            lambda line: (
                line.lot_id.quality_hold
                and line.quantity > 0
                and line.state != "cancel"
                and line._is_refused_when_held()
            )
        )
        if not lines:
            return
        lots = lines.lot_id
        sentences = [
            self.env._(
                "Lot %(lot)s of %(product)s is on hold (%(reason)s). Take another lot,"
                " or have it released first.",
                lot=lot.name,
                product=lot.product_id.display_name,
                reason=lot.hold_reason,
            )
            for lot in lots[:SHOWN]
        ]
        if len(lots) > SHOWN:
            sentences.append(
                self.env._("%(number)s more are on hold.", number=len(lots) - SHOWN)
            )
        raise UserError("\n".join(sentences))

    def _is_refused_when_held(self):
        """Return whether the line may not be done with a lot on hold."""
        self.ensure_one()
        return (
            self.location_id.usage in INSIDE
            and not self.location_dest_id._takes_held_lots()
        )
