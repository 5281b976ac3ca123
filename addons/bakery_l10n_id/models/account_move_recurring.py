from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    recurring_expense_id = fields.Many2one(
        "bakery.recurring.expense",
        string="Recurring Expense",
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
