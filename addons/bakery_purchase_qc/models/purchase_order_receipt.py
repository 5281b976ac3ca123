from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# What has arrived, beside what was ordered and approved.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def _arrivals(self):
        """Return the transfers that bring goods; what goes back brings none."""
        self.ensure_one()
        return self.picking_ids.filtered(lambda p: not p._goes_back())

    @api.depends("picking_ids", "picking_ids.state")
    def _compute_receipt_status(self):
        """Judge by what arrives: a return that waits is no missing delivery."""
        result = super()._compute_receipt_status()
        for order in self.filtered("company_id.purchase_control"):
            states = set(order._arrivals().mapped("state")) - {"cancel"}
            if not states:
                order.receipt_status = False
            elif states == {"done"}:
                order.receipt_status = "full"
            else:
                order.receipt_status = "partial" if "done" in states else "pending"
        return result

    @api.depends("picking_ids", "picking_ids.state")
    def _compute_is_shipped(self):
        result = super()._compute_is_shipped()
        for order in self.filtered("company_id.purchase_control"):
            arrivals = order._arrivals()
            order.is_shipped = bool(arrivals) and all(
                picking.state in ("done", "cancel") for picking in arrivals
            )
        return result

    @api.depends("picking_ids")
    def _compute_incoming_picking_count(self):
        result = super()._compute_incoming_picking_count()
        for order in self.filtered("company_id.purchase_control"):
            order.incoming_picking_count = len(order._arrivals())
        return result
