from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BakeryStockRequest(models.Model):
    _inherit = "bakery.stock.request"

    kind = fields.Selection(
        selection_add=[("purchase", "From the vendor")],
        ondelete={"purchase": "cascade"},
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line", readonly=True, index="btree_not_null"
    )
    purchase_id = fields.Many2one(
        related="purchase_line_id.order_id", string="Purchase Order"
    )

    @api.depends("purchase_line_id.state", "purchase_line_id.move_ids.state")
    def _compute_state(self):
        return super()._compute_state()

    def _state_now(self):
        if self.kind != "purchase":
            return super()._state_now()
        line = self.purchase_line_id
        if line.state == "cancel":
            return "cancelled"
        if line.state != "purchase":
            return "requested"
        receipts = set(line.move_ids.mapped("state")) - {"cancel"}
        return "done" if receipts == {"done"} else "underway"

    def _make_purchase(self):
        """Draft a request for quotation to the vendor that is asked first.

        :raise UserError: nobody sells it to us
        """
        seller = self.product_id._first_vendor(self.company_id)
        if not seller:
            raise UserError(
                self.env._("No vendor is known for %s.", self.product_id.display_name)
            )
        unit = seller.product_uom_id or self.uom_id
        asked = self.uom_id._compute_quantity(self.quantity, unit)
        order = self.env["purchase.order"].create(
            {
                "partner_id": seller.partner_id.id,
                "company_id": self.company_id.id,
                "picking_type_id": self.warehouse_id.in_type_id.id,
                "origin": self._origin_text(),
                "user_id": seller.partner_id.buyer_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product_id.id,
                            "product_qty": max(asked, seller.min_qty),
                            "product_uom_id": unit.id,
                        }
                    )
                ],
            }
        )
        self.purchase_line_id = order.order_line
        order.message_post(body=self._who_asks())

    def _document_name(self):
        return self.purchase_id.name or super()._document_name()

    def _document(self):
        return self.purchase_id or super()._document()
