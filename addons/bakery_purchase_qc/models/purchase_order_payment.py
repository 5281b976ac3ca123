from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# As purchase_order_answer: one topic, one file.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    payment_status = fields.Selection(
        [
            ("no_bill", "No bill"),
            ("blocked", "Bill differs"),
            ("not_paid", "Not paid"),
            ("partial", "Partly paid"),
            ("paid", "Paid"),
        ],
        compute="_compute_payment_status",
        store=True,
        compute_sudo=True,
    )
    amount_due = fields.Monetary(
        compute="_compute_payment_status",
        store=True,
        compute_sudo=True,
        help="Open amount of the order's posted bills.",
    )
    next_due_date = fields.Date(
        compute="_compute_payment_status",
        store=True,
        compute_sudo=True,
        help="When the first of its open bills is due.",
    )

    @api.depends(
        "invoice_ids.amount_residual",
        "invoice_ids.invoice_date_due",
        "invoice_ids.match_state",
        "invoice_ids.payment_state",
        "invoice_ids.state",
    )
    def _compute_payment_status(self):
        for order in self:
            bills = order.invoice_ids.filtered(lambda move: move.state == "posted")
            unpaid = bills.filtered(lambda bill: bill.amount_residual)
            order.amount_due = sum(
                bill.currency_id._convert(
                    bill.direction_sign * bill.amount_residual,
                    order.currency_id,
                    order.company_id,
                    bill.invoice_date or fields.Date.today(),
                )
                for bill in unpaid
            )
            order.next_due_date = min(
                unpaid.filtered("invoice_date_due").mapped("invoice_date_due"),
                default=False,
            )
            order.payment_status = order._status_of(bills, unpaid)

    @staticmethod
    def _status_of(bills, unpaid):
        if not bills:
            return "no_bill"
        if "exception" in unpaid.mapped("match_state"):
            return "blocked"
        if not unpaid:
            return "paid"
        whole = all(bill.amount_residual == bill.amount_total for bill in bills)
        return "not_paid" if whole else "partial"
