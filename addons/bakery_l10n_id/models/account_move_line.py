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
