import logging

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import format_date

_logger = logging.getLogger(__name__)


class BakeryRecurringExpense(models.Model):
    """Rent, wages, utilities: what an outlet owes every month, as bill or entry.

    A period is a month. An expense has at most one document in a period; the database
    sees to it, whoever asks and however often.
    """

    _name = "bakery.recurring.expense"
    _description = "Recurring Expense"
    _inherit = "mail.thread"
    _check_company_auto = True
    _order = "next_date, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("bill", "Vendor Bill"), ("entry", "Journal Entry")],
        required=True,
        default="bill",
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        help="Bears the expense. Empty: the whole company does.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain="[('type', '=', 'purchase' if kind == 'bill' else 'general')]",
    )
    partner_id = fields.Many2one("res.partner", string="Vendor", check_company=True)
    account_id = fields.Many2one(
        "account.account",
        string="Expense Account",
        required=True,
        check_company=True,
    )
    counterpart_account_id = fields.Many2one(
        "account.account",
        string="Owed On",
        check_company=True,
        help="Credited by a journal entry: wages payable, an accrual, prepaid rent.",
    )
    tax_ids = fields.Many2many(
        "account.tax",
        string="Taxes",
        check_company=True,
        domain="[('type_tax_use', '=', 'purchase')]",
    )
    amount = fields.Monetary(required=True, tracking=True)
    day = fields.Integer(
        string="Day of Month",
        required=True,
        default=1,
        help="The last day of a month that is shorter.",
    )
    interval = fields.Integer(string="Every (Months)", required=True, default=1)
    next_date = fields.Date(
        compute="_compute_next_date",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    end_date = fields.Date(string="Until")
    auto_post = fields.Boolean(
        string="Post at Once", help="Otherwise it waits as a draft to be checked."
    )
    move_ids = fields.One2many(
        "account.move", "recurring_expense_id", string="Documents", readonly=True
    )
    move_count = fields.Integer(compute="_compute_move_count")

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount of a recurring expense must be above zero."
    )
    _day_in_month = models.Constraint(
        "CHECK(day BETWEEN 1 AND 31)", "The day must be between 1 and 31."
    )
    _interval_positive = models.Constraint(
        "CHECK(interval > 0)", "The interval must be one month or more."
    )

    @api.depends("kind", "company_id")
    def _compute_journal_id(self):
        for expense in self:
            kind = "purchase" if expense.kind == "bill" else "general"
            if expense.journal_id.type != kind:
                journals = self.env["account.journal"]
                expense.journal_id = journals.search(
                    [
                        *journals._check_company_domain(expense.company_id),
                        ("type", "=", kind),
                    ],
                    limit=1,
                )

    @api.depends("day")
    def _compute_next_date(self):
        for expense in self:
            known = expense.next_date or fields.Date.context_today(self)
            expense.next_date = known + relativedelta(day=max(expense.day, 1))

    @api.depends("move_ids")
    def _compute_move_count(self):
        counts = dict(
            self.env["account.move"]._read_group(
                [("recurring_expense_id", "in", self.ids)],
                ["recurring_expense_id"],
                ["__count"],
            )
        )
        for expense in self:
            expense.move_count = counts.get(expense, 0)

    @api.constrains("kind", "partner_id", "counterpart_account_id")
    def _check_parties(self):
        for expense in self:
            if expense.kind == "bill" and not expense.partner_id:
                raise ValidationError(
                    self.env._("%s is a bill: name the vendor.", expense.name)
                )
            if expense.kind == "entry" and not expense.counterpart_account_id:
                raise ValidationError(
                    self.env._(
                        "%s is a journal entry: name the account it is owed on.",
                        expense.name,
                    )
                )

    def action_create_next(self):
        """Create the next document now, before its day.

        :raise UserError: when the period has one, or the expense has ended
        """
        moves = self.env["account.move"]
        for expense in self:
            if expense._has_ended():
                raise UserError(self.env._("%s has ended.", expense.name))
            moves += expense._create_move()
        return self.action_open_moves() if moves else False

    def action_open_moves(self):
        """Return the action that shows the documents made so far."""
        domain = [("recurring_expense_id", "in", self.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recurring Expenses"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": domain,
        }

    @api.model
    def _cron_create_moves(self):
        """Create what is due. What fails is said on the expense and tried tomorrow."""
        today = fields.Date.context_today(self)
        for expense in self.search([("next_date", "<=", today)]):
            # Another worker that is at it has the row, and will finish.
            if not expense.try_lock_for_update():
                continue
            try:
                with self.env.cr.savepoint():
                    expense._create_due(today)
            except UserError as error:
                _logger.info("Recurring expense %s: %s", expense.id, error)
                expense.message_post(
                    body=self.env._("Not created: %(reason)s", reason=str(error))
                )

    def _create_due(self, today):
        """Create what is due until ``today``, also of months that were missed."""
        expense = self.with_company(self.company_id)
        while expense.next_date <= today and not expense._has_ended():
            expense._create_move()

    def _has_ended(self):
        return bool(self.end_date and self.next_date > self.end_date)

    def _create_move(self):
        """Create the document of the next date, and move on to the one after it.

        :raise UserError: when the period has one already
        """
        self.ensure_one()
        period = self.next_date + relativedelta(day=1)
        taken = self.move_ids.filtered(lambda move: move.recurring_period == period)
        if taken:
            raise UserError(
                self.env._(
                    "%(expense)s has its document of %(month)s: %(document)s.",
                    expense=self.name,
                    month=self._month_name(),
                    document=taken.display_name,
                )
            )
        move = self.env["account.move"].create(self._move_values(period))
        if self.auto_post:
            move.action_post()
        self.next_date += relativedelta(months=self.interval, day=self.day)
        return move

    def _month_name(self):
        return format_date(self.env, self.next_date, date_format="MMMM yyyy")

    def _move_values(self, period):
        values = {
            "journal_id": self.journal_id.id,
            "company_id": self.company_id.id,
            "date": self.next_date,
            "ref": f"{self.name} {self._month_name()}",
            "recurring_expense_id": self.id,
            "recurring_period": period,
        }
        if self.kind == "bill":
            return values | self._bill_values()
        return values | {"move_type": "entry", "line_ids": self._entry_lines()}

    def _bill_values(self):
        line = self._line_values() | {
            "price_unit": self.amount,
            "tax_ids": [Command.set(self.tax_ids.ids)],
        }
        return {
            "move_type": "in_invoice",
            "partner_id": self.partner_id.id,
            "invoice_date": self.next_date,
            "invoice_line_ids": [Command.create(line)],
        }

    def _entry_lines(self):
        owed = {
            "name": self.name,
            "account_id": self.counterpart_account_id.id,
            "partner_id": self.partner_id.id,
            "credit": self.amount,
        }
        expense = self._line_values() | {
            "partner_id": self.partner_id.id,
            "debit": self.amount,
        }
        return [Command.create(expense), Command.create(owed)]

    def _line_values(self):
        outlet = self.outlet_id
        return {
            "name": f"{self.name} {self._month_name()}",
            "account_id": self.account_id.id,
            "analytic_distribution": {str(outlet.id): 100} if outlet else False,
        }
