from collections import defaultdict

from odoo import models
from odoo.fields import Command


# pylint: disable=consider-merging-classes-inherited
# What happens with rejects, beside how an inspection is answered.
class QcInspection(models.Model):
    _inherit = "qc.inspection"

    def _return_rejects(self):
        """Make the return of what was rejected, one for each receipt.

        The return takes exactly the lot and quantity that lie among the rejects; by
        the vendor's rule a replacement is asked for at once.
        """
        by_receipt = defaultdict(self.browse)
        for inspection in self:
            receipt = inspection.reject_move_id._qc_receipt_move()
            if receipt and not inspection.return_picking_id:
                by_receipt[receipt.picking_id] |= inspection
        for receipt, inspections in by_receipt.items():
            inspections._return_to_vendor(receipt)

    def _return_to_vendor(self, receipt):
        wizard = self.env["stock.return.picking"].create(
            {
                "picking_id": receipt.id,
                "product_return_moves": [
                    Command.create(inspection._prepare_return_line())
                    for inspection in self
                ],
            }
        )
        return_picking = wizard._create_return()
        return_picking.write(
            {"reject_receipt_id": receipt.id, "partner_id": receipt.partner_id.id}
        )
        self.return_picking_id = return_picking
        if receipt.partner_id._qc_remedy(receipt.company_id) == "replacement":
            replacement = wizard._create_exchange(return_picking)
            replacement.return_id = return_picking
            replacement.partner_id = receipt.partner_id
            self.replacement_picking_id = replacement
        self._tell_of_return(return_picking)

    def _prepare_return_line(self):
        self.ensure_one()
        reject = self.reject_move_id
        return {
            "product_id": self.product_id.id,
            "move_id": reject._qc_receipt_move().id,
            "reject_move_id": reject.id,
            "quantity": reject.quantity,
        }

    def _tell_of_return(self, return_picking):
        """Write to the vendor, and to whoever ordered the goods."""
        orders = self.purchase_id
        for order in orders:
            order.message_post(
                body=self.env._(
                    "Rejected goods go back to the vendor with %(picking)s.",
                    picking=return_picking._get_html_link(),
                )
            )
        if return_picking.company_id.qc_mail_return:
            has_address = bool(return_picking.partner_id.email)
            return_picking.return_mail = "due" if has_address else "no_address"
            self.env["purchase.order"]._trigger_vendor_mail()

    def _count_returned(self):
        """Count what went back, and ask for credit of what was billed already."""
        gone = self.env["stock.move"].search(
            [
                ("qc_inspection_id", "in", self.ids),
                ("state", "=", "done"),
                ("location_dest_id.usage", "=", "supplier"),
            ]
        )
        by_inspection = gone.grouped("qc_inspection_id")
        for inspection in self:
            inspection.qty_returned = sum(
                move.product_uom._compute_quantity(move.quantity, inspection.uom_id)
                for move in by_inspection.get(inspection, ())
            )
        self._ask_for_credit()

    def _ask_for_credit(self):
        """Draft a credit note for what was billed, went back and is not replaced."""
        for order in self.purchase_id:
            inspections = self.filtered(lambda i, order=order: i.purchase_id == order)
            lines = inspections.filtered(
                lambda i: not i.replacement_picking_id
            ).purchase_line_id
            if order.partner_id._qc_remedy(order.company_id) == "credit":
                lines._draft_credit(inspections)
