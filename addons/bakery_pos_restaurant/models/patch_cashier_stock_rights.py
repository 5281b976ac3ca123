from odoo import models


class StockPicking(models.Model):
    """Stock defect: a sale needs rights that a cashier does not have.

    Odoo moves the stock of a paid order with the rights of whoever pays it, and on
    the way reads purchase order lines and creates lots. A user with nothing but
    *Point of Sale / User* is refused, and the sale is not saved. What leaves stock
    follows from the order, which was checked before: it is the server's own doing.
    """

    _inherit = "stock.picking"

    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        # sudo: see the class; the caller got no say beyond the paid lines.
        pickings = super(
            StockPicking, self.sudo()
        )._create_picking_from_pos_order_lines(
            location_dest_id, lines.sudo(), picking_type, partner
        )
        return pickings.sudo(self.env.su)
