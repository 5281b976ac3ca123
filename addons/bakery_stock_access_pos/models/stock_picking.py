from odoo import api, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.model
    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """Take sold goods out of stock, which is the till's doing, not the cashier's.

        Who sells at a till needs no right to ship; what was sold was checked when
        the order came in.
        """
        create = super()._create_picking_from_pos_order_lines
        if self.env["bakery.access.right"]._binds_caller():
            # sudo: see above; the cashier stays the author of the shipment.
            create = super(
                StockPicking, self.sudo()
            )._create_picking_from_pos_order_lines
            lines, picking_type = lines.sudo(), picking_type.sudo()
            partner = partner and partner.sudo()
        return create(location_dest_id, lines, picking_type, partner)
