from odoo import fields, models
from odoo.exceptions import UserError

INSIDE = ("internal", "transit")
GONE = ("customer", "production")
SHOWN = 3


# pylint: disable=consider-merging-classes-inherited
# What expires is a subject of its own.
class StockMoveLine(models.Model):
    """Expired goods are neither used nor sold, where the company says so."""

    _inherit = "stock.move.line"

    def _action_done(self):
        self._check_lots()
        nameless = self.filtered(lambda line: not line.lot_id)
        result = super()._action_done()
        # Lots that were given by their name only are known now.
        nameless.exists()._check_lots()
        return result

    def _check_lots(self):
        """Refuse lots that may not go where the lines take them."""
        self._check_expired_lots()

    def _check_expired_lots(self):
        """Refuse expired lots on their way to customers and into production.

        Write-offs, counting, returns to vendors and moves inside stay possible.

        :raise UserError: names the lots.
        """
        # sudo: a lot is expired for those as well who may not read it.
        lines = self.sudo().filtered(lambda line: line._is_refused_when_expired())
        if not lines:
            return
        lots = lines.lot_id
        names = ", ".join(
            f"{lot.product_id.display_name} ({lot.name})" for lot in lots[:SHOWN]
        )
        if len(lots) > SHOWN:
            names += ", ..."
        raise UserError(
            self.env._(
                "Expired goods cannot be used or sold: %(lots)s. Take another lot, or "
                "log these as waste.",
                lots=names,
            )
        )

    def _is_refused_when_expired(self):
        """Return whether the line takes expired goods where they may not go."""
        return (
            self.location_id.usage in INSIDE
            and self.location_dest_id.usage in GONE
            and self.quantity > 0
            and self.lot_id._is_expired(self.company_id, fields.Datetime.now())
        )
