from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # Not `purchase_line_id`: an order counts every line that carries that among its
    # bills.
    received_line_id = fields.Many2one(
        "purchase.order.line",
        string="Received Order Line",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        help="Order line whose received and not invoiced goods this line is about.",
    )

    def _compute_account_id(self):
        res = super()._compute_account_id()
        for line in self:
            company = line.company_id
            if (
                company.receipt_accrual
                and company.account_grni_id
                and line.move_id.is_purchase_document()
                and line.product_id
                and line._eligible_for_stock_account()
                and line.with_company(company).product_id.valuation == "real_time"
            ):
                line.account_id = company.account_grni_id
        return res

    def _compute_totals(self):
        """Multiply where there is no tax: a receipt has hundreds of such items."""
        plain = self.filtered(
            lambda line: (
                line.company_id.receipt_accrual
                and line.move_id.move_type == "entry"
                and line.display_type == "product"
                and not line.tax_ids
            )
        )
        for line in plain:
            price = line.price_unit * line.quantity * (1 - line.discount / 100)
            line.price_subtotal = line.price_total = line.currency_id.round(price)
        return super(AccountMoveLine, self - plain)._compute_totals()

    def _add_precomputed_values(self, vals_list):
        """Fill in what is plain of the items of moving goods.

        Odoo makes a record of each to compute this on, a fifth of the time it takes to
        post a receipt.
        """
        if self.env.context.get("stock_items"):
            for vals in vals_list:
                self._add_plain_values(vals)
        return super()._add_precomputed_values(vals_list)

    def _add_plain_values(self, vals):
        """Add to ``vals`` what Odoo would find for an item without tax."""
        move = self.env["account.move"].browse(vals["move_id"])
        company = move.company_id
        if vals.get("display_type") != "product" or company.account_storno:
            return
        balance = vals["balance"]
        plain = {
            "journal_id": move.journal_id.id,
            "company_id": company.id,
            "company_currency_id": company.currency_id.id,
            "is_storno": False,
            "sequence": 100,
            "debit": max(balance, 0.0),
            "credit": max(-balance, 0.0),
            "tax_line_id": False,
            "tax_group_id": False,
        }
        missing = {name: plain[name] for name in plain if name not in vals}
        # Fields named here are not computed once more when the item is there.
        vals.update(missing, __precomputed__={self._fields[name] for name in missing})
