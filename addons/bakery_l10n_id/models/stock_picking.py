from odoo import api, models

from .stock_move import BY_TILL


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.model
    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        # The session is written on the picking only after it is done.
        picking = self.with_context(stock_entry_by_session=BY_TILL)
        return super(StockPicking, picking)._create_picking_from_pos_order_lines(
            location_dest_id, lines, picking_type, partner
        )
