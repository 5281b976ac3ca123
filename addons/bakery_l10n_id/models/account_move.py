from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    recurring_expense_id = fields.Many2one(
        "bakery.recurring.expense",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    recurring_period = fields.Date(
        readonly=True, copy=False, help="First day of the month that it is for."
    )

    _recurring_once = models.UniqueIndex(
        "(recurring_expense_id, recurring_period)"
        " WHERE recurring_expense_id IS NOT NULL",
        "This recurring expense has its document of the month already.",
    )

    def _accruing(self):
        """Return those whose company posts stock as it moves."""
        return self.filtered(lambda move: move.company_id.receipt_accrual)

    def _post(self, soft=True):
        # Price differences belong to the date of the bill.
        dates = set(self._accruing().filtered("invoice_date").mapped("date"))
        moves = self
        if len(dates) == 1 and not self.env.context.get("force_period_date"):
            moves = self.with_context(force_period_date=dates.pop())
        posted = super(AccountMove, moves)._post(soft)
        posted._accruing()._align_orders()
        return posted

    def _align_orders(self):
        """Book what these bills mean for orders of which nothing has come yet.

        Goods that have come were followed when Odoo set their value.
        """
        bills = self.filtered(lambda move: move.is_purchase_document())
        for company, moves in bills.grouped("company_id").items():
            lines = moves._lines_not_followed()
            if lines:
                ledger = self.env["bakery.stock.ledger"].with_company(company)
                refs = ", ".join(moves.filtered("name").mapped("name"))
                ledger._align(company, lines.product_id, lines, ref=refs)

    def _lines_not_followed(self):
        """Return the order lines of bills whose goods were given no value just now."""
        lines = self.invoice_line_ids.purchase_line_id
        # Odoo leaves the value of goods alone when it takes a bill back by another.
        if self.env.context.get("move_reverse_cancel"):
            return lines
        # The accountant who posts a bill need not have a right to stock.
        return lines.filtered(
            lambda line: (
                not line.sudo().move_ids.filtered(
                    lambda move: move.is_in and move.account_move_id
                )
            )
        )

    def _stock_account_prepare_realtime_out_lines_vals(self):
        """Leave the cost of goods to their delivery."""
        others = self - self._accruing()
        return super(
            AccountMove, others
        )._stock_account_prepare_realtime_out_lines_vals()

    def _stock_account_prepare_anglo_saxon_in_lines_vals(self):
        """Leave price differences of standard cost to the stock ledger."""
        others = self - self._accruing()
        return super(
            AccountMove, others
        )._stock_account_prepare_anglo_saxon_in_lines_vals()

    def button_draft(self):
        posted = self._accruing().filtered(lambda move: move.state == "posted")
        result = super().button_draft()
        posted._take_back_values()
        return result

    def button_cancel(self):
        posted = self._accruing().filtered(lambda move: move.state == "posted")
        result = super().button_cancel()
        posted._take_back_values()
        return result

    def _take_back_values(self):
        """Give the received goods the value they have without these bills.

        Odoo sets it when a bill is posted and forgets it when the bill is taken back.
        """
        bills = self.filtered(lambda move: move.is_purchase_document())
        moves = bills.line_ids._get_stock_moves().filtered(lambda move: move.is_in)
        # The accountant who takes a bill back need not have a right to stock.
        moves.sudo()._set_value()
        bills._align_orders()
