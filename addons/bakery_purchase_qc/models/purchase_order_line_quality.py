from odoo import api, fields, models
from odoo.fields import Command


# pylint: disable=consider-merging-classes-inherited
# What was accepted, beside prices and approval.
class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    inspection_ids = fields.One2many(
        "qc.inspection", "purchase_line_id", string="Inspections"
    )
    qty_accepted = fields.Float(
        string="Accepted",
        digits="Product Unit",
        compute="_compute_qty_accepted",
        compute_sudo=True,
        help="Received, less what was rejected or waits for its inspection.",
    )

    @api.depends(
        "qty_received",
        "inspection_ids.is_received",
        "inspection_ids.is_quarantined",
        "inspection_ids.qty_rejected",
        "inspection_ids.qty_returned",
        "inspection_ids.qty_received",
        "inspection_ids.state",
    )
    def _compute_qty_accepted(self):
        for line in self:
            unit = line.product_uom_id
            apart = sum(
                inspection.uom_id._compute_quantity(
                    inspection._qty_apart(), unit, round=False
                )
                for inspection in line.inspection_ids
            )
            line.qty_accepted = line.qty_received - unit.round(apart)

    @api.depends("qty_accepted")
    def _compute_qty_invoiced(self):
        """Do not ask for bills of what was rejected."""
        result = super()._compute_qty_invoiced()
        for line in self:
            if (
                line.company_id.purchase_control
                and line.order_id.state == "purchase"
                and line.product_id.purchase_method != "purchase"
            ):
                line.qty_to_invoice = line.qty_accepted - line.qty_invoiced
        return result

    def _draft_credit(self, inspections):
        """Draft a credit note for what of these lines was billed beyond accepted.

        :param inspections: those whose rejects went back, named on the note.
        """
        over = {
            line: line.qty_invoiced - line.qty_accepted
            for line in self
            if line.product_uom_id.compare(line.qty_invoiced, line.qty_accepted) > 0
        }
        if not over:
            return self.env["account.move"]
        order = self.order_id[:1]
        return self.env["account.move"].create(
            {
                "move_type": "in_refund",
                "partner_id": order.partner_id.id,
                "currency_id": order.currency_id.id,
                "company_id": order.company_id.id,
                "invoice_origin": order.name,
                "ref": ", ".join(inspections.return_picking_id.mapped("name")),
                "invoice_line_ids": [
                    Command.create(line._prepare_credit_line(quantity))
                    for line, quantity in over.items()
                ],
            }
        )

    def _prepare_credit_line(self, quantity):
        self.ensure_one()
        values = self._prepare_account_move_line()
        # As it was billed, which may be dearer than it was ordered.
        billed = self.invoice_lines.filtered(
            lambda line: (
                line.move_id.move_type == "in_invoice" and line.parent_state == "posted"
            )
        )[-1:]
        if billed:
            values["price_unit"] = billed.price_unit
            values["discount"] = billed.discount
        return {**values, "quantity": quantity}
