import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# The checks in the order of the page; each has a method ``_check_<code>``.
CHECKS = (
    "balanced",
    "stock",
    "unposted",
    "rounding",
    "received",
    "process",
    "till",
    "payments",
    "receivable",
    "payable",
    "tax",
    "statement",
)
# What is compared as of now: Odoo values goods of the past with the cost of today.
OF_NOW = ("stock", "unposted", "rounding", "received", "process")
NOW = datetime.date.max


class BooksCheck(models.TransientModel):
    """Compares the ledger with what it stands for, and names what differs.

    Each check adds up one side of the books from documents and the other from posted
    entries, in a number of queries that does not depend on how many there are.
    """

    _name = "bakery.books.check"
    _description = "Books Check"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    line_ids = fields.One2many("bakery.books.check.line", "check_id", readonly=True)
    ok = fields.Boolean(compute="_compute_ok")

    @api.depends("date")
    def _compute_display_name(self):
        for check in self:
            date = fields.Date.to_string(check.date)
            check.display_name = self.env._("Books Check of %s", date)

    @api.depends("line_ids.ok")
    def _compute_ok(self):
        for check in self:
            check.ok = all(check.line_ids.mapped("ok"))

    @api.model
    def action_open(self):
        """Run the checks of today for the current company, and show the page."""
        check = self.create({})
        check.action_run()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Books Check"),
            "res_model": self._name,
            "res_id": check.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def action_run(self):
        """Run the checks again on this page's date."""
        self.ensure_one()
        names = self.env["bakery.books.check.line"]._fields
        self.line_ids.unlink()
        self.env["bakery.books.check.line"].create(
            [
                {key: value for key, value in row.items() if key in names}
                | {"check_id": self.id}
                for row in self._rows(self.company_id, self.date)
            ]
        )
        return True

    @api.model
    def run(self, company_id, date=None):
        """Return how the books of a company tie out at the end of ``date``.

        :param company_id: id of a company of the caller.
        :param date: day as ``YYYY-MM-DD`` or date, today by default; goods, orders and
            work in process are compared as of now.
        :return: ``[{code, name, ok, expected, actual, difference, documents}]``; the
            amounts are in the company's currency, ``documents`` is ``[[model, [ids]]]``
            of what stands behind a difference.
        :raise AccessError: when the caller may not read the books.
        :raise UserError: when the company keeps no Indonesian books.
        """
        company = company_id
        if not isinstance(company, models.BaseModel):
            company = self.env["res.company"].browse(company_id)
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        return [
            {
                **{key: row[key] for key in row if key not in ("model", "record_ids")},
                "documents": [[row["model"], row["record_ids"]]]
                if row["record_ids"]
                else [],
            }
            for row in self._rows(company, date)
        ]

    @api.model
    def _rows(self, company, date):
        self._require_right(company)
        # One answer for all who may read the ledger: goods, orders and tills are
        # compared whether or not the accountant may open each of them.
        reader, company = self.sudo().with_company(company), company.sudo()
        return [
            getattr(reader, f"_check_{code}")(company, NOW if code in OF_NOW else date)
            for code in CHECKS
        ]

    @api.model
    def _require_right(self, company):
        if not self.env.su and not self.env.user.has_group(
            "account.group_account_readonly"
        ):
            raise AccessError(self.env._("Only accountants can check the books."))
        if company not in self.env.user.company_ids and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(company)s is not one of your companies.", company=company.id
                )
            )
        # The chart of one's own company, which an auditor may not read otherwise.
        if not company.exists() or company.sudo().root_id.chart_template != "id":
            raise UserError(
                self.env._(
                    "%(company)s has no Indonesian chart of accounts: run the set-up"
                    " of the bakery first.",
                    company=company.sudo().name,
                )
            )

    def _row(self, code, name, expected, actual, bound=0.5, documents=None):
        """Return one comparison; ``bound`` is the largest difference that is none."""
        difference = actual - expected
        records = documents if documents is not None else self.env["res.company"]
        ok = abs(difference) <= bound
        return {
            "code": code,
            "name": name,
            "ok": ok,
            "expected": expected,
            "actual": actual,
            "difference": difference,
            "model": records._name,
            "record_ids": [] if ok else records.ids,
        }

    # Reading the ledger --------------------------------------------------------------

    def _posted(self, company, date):
        return [
            ("company_id", "=", company.id),
            ("parent_state", "=", "posted"),
            ("date", "<=", date),
        ]

    def _balance(self, company, date, accounts):
        domain = [*self._posted(company, date), ("account_id", "in", accounts.ids)]
        groups = self.env["account.move.line"]._read_group(domain, [], ["balance:sum"])
        return groups[0][0] or 0.0

    # Checks --------------------------------------------------------------------------

    def _check_balanced(self, company, date):
        """Debit equals credit, in all and in every entry."""
        lines = self.env["account.move.line"]
        domain = self._posted(company, date)
        [(debit, credit)] = lines._read_group(domain, [], ["debit:sum", "credit:sum"])
        # Raw SQL: only the entries that do not balance are of interest.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move_id FROM account_move_line
                 WHERE company_id = %s AND parent_state = 'posted' AND date <= %s
              GROUP BY move_id HAVING ABS(SUM(balance)) >= 0.5
                """,
                company.id,
                date,
            )
            if debit != credit
            else SQL("SELECT 1 WHERE FALSE")
        )
        moves = self.env["account.move"].browse(row[0] for row in rows)
        name = self.env._("Debit against credit")
        return self._row("balanced", name, debit or 0, credit or 0, documents=moves)

    def _check_receivable(self, company, date):
        """Receivables equal their open items."""
        name = self.env._("Receivables against open items")
        return self._open_items("receivable", "asset_receivable", name, company, date)

    def _check_payable(self, company, date):
        """Payables equal their open items."""
        name = self.env._("Payables against open items")
        return self._open_items("payable", "liability_payable", name, company, date)

    def _check_tax(self, company, date):
        """The tax accounts moved in this month as the worksheets say."""
        sheets = [
            self.env["bakery.tax.worksheet"].new(
                {"company_id": company.id, "kind": kind, "month": date.replace(day=1)}
            )
            for kind in ("pbjt", "ppn")
        ]
        dues = [sheet._due() for sheet in sheets]
        expected = sum(dues)
        gap = sum(
            abs(sheet._charged() - due) for sheet, due in zip(sheets, dues, strict=True)
        )
        name = self.env._("Tax accounts against this month's worksheets")
        return self._row("tax", name, expected, expected + gap)

    def _check_statement(self, company, date):
        """Every account is in one line of profit and loss or of the balance sheet."""
        reports, lost = self.env["mis.report"], self.env["account.account"]
        for kind in ("income", "balance"):
            report = reports.get_statement(kind, company.statement_standard)
            lost |= lost.concat(*report.get_misplaced_accounts(company))
        name = self.env._("Accounts that no statement shows, or shows twice")
        return self._row("statement", name, 0, len(lost), documents=lost)

    def _open_items(self, code, kind, name, company, date):
        accounts = self.env["account.account"].with_context(active_test=False)
        accounts = accounts.search([("account_type", "=", kind)])
        # What is reconciled has nothing left to add: one pass reads both sums.
        [(balance, residual)] = self.env["account.move.line"]._read_group(
            [*self._posted(company, date), ("account_id", "in", accounts.ids)],
            [],
            ["balance:sum", "amount_residual:sum"],
        )
        later = self._settled_later(company, date, kind)
        return self._row(code, name, (residual or 0) + later, balance or 0)

    def _settled_later(self, company, date, kind):
        """Return what items of then have been paid with items of later."""
        # Raw SQL: each partial has two lines, and one of them is after the date.
        [(later,)] = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(SUM(CASE WHEN debit.date <= %(date)s
                                         THEN part.amount ELSE -part.amount END), 0)
                  FROM account_partial_reconcile part
                  JOIN account_move_line debit ON debit.id = part.debit_move_id
                  JOIN account_move_line credit ON credit.id = part.credit_move_id
                  JOIN account_account account ON account.id = debit.account_id
                 WHERE part.company_id = %(company)s AND account.account_type = %(kind)s
                   AND part.max_date > %(date)s
                   AND (debit.date <= %(date)s) <> (credit.date <= %(date)s)
                """,
                company=company.id,
                date=date,
                kind=kind,
            )
        )
        return later
