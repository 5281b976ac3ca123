from odoo import fields, models
from odoo.fields import Command


class StockReturnPickingLine(models.TransientModel):
    _inherit = "stock.return.picking.line"

    reject_move_id = fields.Many2one(
        "stock.move",
        string="Movement of Rejects",
        help="The goods are taken from where this movement brought them.",
    )

    def _prepare_move_default_values(self, new_picking):
        """Take rejects from among the rejects, not from what may be sold."""
        values = super()._prepare_move_default_values(new_picking)
        reject = self.reject_move_id
        if reject and new_picking.return_id == self.wizard_id.picking_id:
            values |= {
                "location_id": reject.location_dest_id.id,
                "location_dest_id": self.move_id.location_id.id,
                "purchase_line_id": self.move_id.purchase_line_id.id,
                "qc_inspection_id": reject.qc_inspection_id.id,
                "to_refund": True,
            }
        return values

    def _process_line(self, new_picking):
        before = new_picking.move_ids
        result = super()._process_line(new_picking)
        if self.reject_move_id and new_picking.return_id == self.wizard_id.picking_id:
            # Only then is exactly the rejected lot reserved.
            (new_picking.move_ids - before).write(
                {
                    "move_orig_ids": [Command.set(self.reject_move_id.ids)],
                    "move_dest_ids": [Command.clear()],
                }
            )
        return result


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _prepare_picking_default_values_based_on(self, picking):
        values = super()._prepare_picking_default_values_based_on(picking)
        rejects = self.product_return_moves.reject_move_id
        if rejects and picking == self.picking_id:
            values["location_id"] = rejects.location_dest_id[:1].id
            values["location_dest_id"] = self.product_return_moves.move_id[
                :1
            ].location_id.id
        return values
