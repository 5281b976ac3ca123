from odoo import api, models

from .bakery_access_guard import FREE


class StockMoveLine(models.Model):
    """What a reservation holds is not changed line by line either."""

    # Reservations are a subject of their own, beside the rights in stock_move_line.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.move_id._check_not_holding()
        return lines

    def write(self, vals):
        if vals.keys() - FREE:
            self.move_id._check_not_holding()
        return super().write(vals)

    def unlink(self):
        self.move_id._check_not_holding()
        return super().unlink()

    def _free_reservation(self, *args, **kwargs):
        """Let goods that are physically taken end what was promised of them."""
        # sudo: who took the goods had the right to; what held them may be hidden.
        return super(StockMoveLine, self.sudo())._free_reservation(*args, **kwargs)
