from odoo import models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _accrued_receipts(self):
        """Return what was received: net and gross quantity, amount of the gross.

        Quantities are in the product's unit, the amount in the company's currency as
        it was posted at receipt.

        :rtype: dict
        """
        self.ensure_one()
        done = self.move_ids.filtered(
            lambda m: m.state == "done" and m.product_id == self.product_id
        )
        gross = sum(m._get_valued_qty() for m in done if m.is_in)
        returned = sum(m._get_valued_qty() for m in done if m.is_out)
        # Called when goods move, by people without a right to the ledger.
        posted = self.env["account.move.line"].sudo()
        lines = posted.search(
            [
                ("received_line_id", "=", self.id),
                ("parent_state", "=", "posted"),
                ("account_id", "=", self.company_id.account_grni_id.id),
                ("move_id.stock_move_ids", "in", done.filtered("is_in").ids),
                ("balance", "<", 0),
            ]
        )
        amount = -sum(lines.mapped("balance"))
        return {"quantity": gross - returned, "gross": gross, "amount": amount}

    def _accrued_price(self):
        """Return the price of one unit of the product, in the company's currency."""
        self.ensure_one()
        last = self.move_ids.filtered(lambda m: m.state == "done").sorted("date")[-1:]
        order_line = self.with_context(conversion_date=last.date) if last else self
        return order_line._get_stock_move_price_unit()

    def _accrued_bills(self):
        """Return what was billed: net and gross quantity, amount of the gross.

        Units as in :meth:`_accrued_receipts`; the amount is what the bills debited.

        :rtype: dict
        """
        self.ensure_one()
        account = self.company_id.account_grni_id
        lines = self.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line.account_id == account
        )
        unit = self.product_id.uom_id
        quantities = {
            line: line.product_uom_id._compute_quantity(
                line.quantity, unit, round=False
            )
            for line in lines
        }
        bills = lines.filtered(lambda line: line.move_type == "in_invoice")
        gross = sum(quantities[line] for line in bills)
        credited = sum(quantities[line] for line in lines - bills)
        amount = sum(bills.mapped("balance"))
        return {"quantity": gross - credited, "gross": gross, "amount": amount}
