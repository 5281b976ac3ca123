from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """Book what was sold before its lot was held: see :mod:`.stock_move_line`."""
        pickings = self.with_context(sold_at_till=lines)
        return super(StockPicking, pickings)._create_picking_from_pos_order_lines(
            location_dest_id, lines, picking_type, partner
        )
