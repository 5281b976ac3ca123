from odoo import models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _accrued_values(self):
        """Return ``{line id: amount}`` owed for goods that are received, not billed.

        Negative when more is billed than received: those count at what the bills say.
        Goods that no bill has touched count at the value they were posted with, the
        rest of a billed order at its price, as Odoo values them. ``ledger_date`` of the
        context limits receipts and bills to that date. Amounts are in the company's
        currency and not rounded.
        """
        # Read for all lines at once what each of them looks at below.
        self.move_ids.move_line_ids.fetch()
        self.invoice_lines.fetch()
        receipts = self._accrued_receipts()
        return {line.id: line._accrued_value(receipts[line.id]) for line in self}

    def _accrued_value(self, received):
        billed = self._accrued_bills()
        left = self.product_id.uom_id.round(received["quantity"] - billed["quantity"])
        if left > 0 and billed["gross"]:
            return left * self._accrued_price()
        side = received if left > 0 else billed
        return left * side["amount"] / side["gross"] if side["gross"] else 0.0

    def _accrued_moves(self):
        """Return the done movements of one line."""
        until = self.env.context.get("ledger_date")
        return self.move_ids.filtered(
            lambda m: (
                m.state == "done"
                and m.product_id == self.product_id
                and not (until and m.date.date() > until)
            )
        )

    def _accrued_receipts(self):
        """Return what was received of each line: net, gross, amount of the gross.

        Quantities are in the product's unit, the amount as it was posted.

        :rtype: dict[int, dict]
        """
        amounts = self._posted_receipts()
        receipts = {}
        for line in self:
            done = line._accrued_moves()
            gross = sum(m._get_valued_qty() for m in done if m.is_in)
            returned = sum(m._get_valued_qty() for m in done if m.is_out)
            receipts[line.id] = {
                "quantity": gross - returned,
                "gross": gross,
                "amount": amounts.get(line.id, 0.0),
            }
        return receipts

    def _posted_receipts(self):
        """Return ``{line id: amount}`` that receipts have credited."""
        until = self.env.context.get("ledger_date")
        # Called when goods move, by people without a right to the ledger.
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("received_line_id", "in", self.ids),
                    ("parent_state", "=", "posted"),
                    ("account_id", "in", self.company_id.account_grni_id.ids),
                    ("move_id.stock_move_ids", "!=", False),
                    ("balance", "<", 0),
                    *([("date", "<=", until)] if until else []),
                ],
                ["received_line_id"],
                ["balance:sum"],
            )
        )
        return {line.id: -total for line, total in groups}

    def _accrued_price(self):
        """Return the price of one unit of the product, in the company's currency."""
        self.ensure_one()
        last = self._accrued_moves().sorted("date")[-1:]
        order_line = self.with_context(conversion_date=last.date) if last else self
        return order_line._get_stock_move_price_unit()

    def _accrued_bills(self):
        """Return what was billed: net and gross quantity, amount of the gross.

        Units as in :meth:`_accrued_receipts`; the amount is what the bills debited.

        :rtype: dict
        """
        self.ensure_one()
        account = self.company_id.account_grni_id
        until = self.env.context.get("ledger_date")
        lines = self.invoice_lines.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.account_id == account
                and not (until and line.date > until)
            )
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
