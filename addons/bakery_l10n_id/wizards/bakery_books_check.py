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

    def _check_stock(self, company, date):
        """The stock accounts hold the value of the goods now, product by product."""
        products = company._stock_products()
        ledger = self.env["bakery.stock.ledger"]
        values = ledger._values(company, products)
        held = ledger._balances(company, products)
        waiting = ledger._waiting(company, products)
        counts = ledger._moves_since_rounding(company, products)
        gaps = {
            product: held[product.id] - value + waiting[product.id]
            for product, value in values.items()
        }
        wrong = products.browse(
            product.id
            for product, gap in gaps.items()
            if abs(gap) > 0.5 * (counts[product.id] + 1)
        )
        accounts = ledger._stock_accounts(products)
        row = self._row(
            "stock",
            self.env._("Stock accounts against the value of the goods"),
            sum(values.values()) - sum(waiting.values()),
            self._balance(company, date, accounts),
            bound=0.5 * (sum(counts.values()) + 1),
            documents=wrong,
        )
        if wrong:
            row.update(ok=False, record_ids=wrong.ids)
        return row

    def _check_unposted(self, company, date):
        """Every movement that changes a value has its entry."""
        moves = self.env["bakery.stock.ledger"]._unposted(company)
        moves = moves.filtered(
            lambda move: (
                move.picking_id.pos_session_id.state in (False, "closed")
                and move.product_id.with_company(company).valuation == "real_time"
            )
        )
        value = sum(move.value for move in moves)
        name = self.env._("Movements without an entry")
        return self._row("unposted", name, 0, value, documents=moves)

    def _check_rounding(self, company, date):
        """What rounding has taken is no more than half a rupiah for each movement."""
        actual = self._balance(company, date, company.account_stock_rounding_id)
        moves = self.env["stock.move"].search_count(
            [
                ("company_id", "=", company.id),
                ("state", "=", "done"),
                "|",
                ("is_in", "=", True),
                ("is_out", "=", True),
            ]
        )
        name = self.env._("Rounding of inventory")
        return self._row("rounding", name, 0, actual, bound=0.5 * moves)

    def _check_received(self, company, date):
        """Goods received not invoiced equals the open receipts, order by order."""
        ledger = self.env["bakery.stock.ledger"].with_context(ledger_date=date)
        lines = self._open_order_lines(company).with_env(ledger.env)
        owed, values = ledger._owed(company, lines), lines._accrued_values()
        wrong = lines.filtered(lambda line: abs(owed[line.id] + values[line.id]) > 0.5)
        return self._row(
            "received",
            self.env._("Goods received not invoiced against open receipts"),
            -sum(values.values()),
            self._balance(company, date, company.account_grni_id),
            bound=0.5 * (len(lines) + 1),
            documents=wrong.order_id,
        )

    def _open_order_lines(self, company):
        """Return the order lines that are not settled, by quantity or in the ledger."""
        # Raw SQL: two columns are compared with each other, and a sum with zero.
        self.env["purchase.order.line"].flush_model()
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM purchase_order_line
                 WHERE company_id = %(company)s
                   AND qty_received IS DISTINCT FROM qty_invoiced
                UNION
                SELECT COALESCE(received_line_id, purchase_line_id)
                  FROM account_move_line
                 WHERE company_id = %(company)s AND account_id = %(account)s
                   AND parent_state = 'posted'
              GROUP BY 1 HAVING ABS(SUM(balance)) >= 0.5
                """,
                company=company.id,
                account=company.account_grni_id.id,
            )
        )
        lines = self.env["purchase.order.line"].browse(row[0] for row in rows if row[0])
        return lines.with_company(company).filtered(
            lambda line: (
                line.product_id.is_storable and line.product_id.valuation == "real_time"
            )
        )

    def _check_process(self, company, date):
        """Work in process holds what orders at work now have taken, and no more."""
        accounts = company.account_production_wip_account_id
        open_orders = self.env["mrp.production"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ("progress", "to_close", "confirmed")),
                ("move_raw_ids.account_move_id", "!=", False),
            ]
        )
        expected = sum(order._work_in_process() for order in open_orders)
        actual = self._balance(company, date, accounts)
        name = self.env._("Work in process against open orders")
        documents = self.env["account.move.line"].search(
            [*self._posted(company, date), ("account_id", "in", accounts.ids)],
            order="date desc, id desc",
            limit=80,
        )
        return self._row("process", name, expected, actual, documents=documents)

    def _closed_sessions(self, company, date):
        month = date.replace(day=1)
        return self.env["pos.session"].search(
            [
                ("config_id.company_id", "=", company.id),
                ("state", "=", "closed"),
                ("move_id.date", ">=", month),
                ("move_id.date", "<=", date),
            ]
        )

    def _check_till(self, company, date):
        """The entries of this month's sessions equal their orders."""
        sessions = self._closed_sessions(company, date)
        orders = self._sums(
            "pos.order", sessions, "amount_total", [("account_move", "=", False)]
        )
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id", "in", sessions.move_id.ids),
                ("account_id.account_type", "=", "asset_receivable"),
            ],
            ["move_id"],
            ["balance:sum"],
        )
        booked = {move.id: total for move, total in groups}
        wrong = sessions.filtered(
            lambda s: abs(booked.get(s.move_id.id, 0) - orders.get(s.id, 0)) > 0.5
        )
        name = self.env._("Entries of this month's sessions against their orders")
        return self._row(
            "till", name, sum(orders.values()), sum(booked.values()), documents=wrong
        )

    def _check_payments(self, company, date):
        """What this month's sessions took equals what their orders cost."""
        sessions = self._closed_sessions(company, date)
        orders = self._sums("pos.order", sessions, "amount_total")
        taken = self._sums("pos.payment", sessions, "amount")
        # Change in cash is a payment of its own, with a minus.
        wrong = sessions.filtered(
            lambda s: abs(taken.get(s.id, 0) - orders.get(s.id, 0)) > 0.5
        )
        name = self.env._("Payments of this month's sessions against their orders")
        return self._row(
            "payments", name, sum(orders.values()), sum(taken.values()), documents=wrong
        )

    def _sums(self, model, sessions, field, domain=()):
        groups = self.env[model]._read_group(
            [("session_id", "in", sessions.ids), *domain],
            ["session_id"],
            [f"{field}:sum"],
        )
        return {session.id: total for session, total in groups}

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
        expected = sum(sheet.tax_due for sheet in sheets)
        gap = sum(abs(sheet.difference) for sheet in sheets)
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
        domain = [*self._posted(company, date), ("account_id.account_type", "=", kind)]
        lines = self.env["account.move.line"]
        [(balance,)] = lines._read_group(domain, [], ["balance:sum"])
        open_domain = [*domain, ("reconciled", "=", False)]
        [(residual,)] = lines._read_group(open_domain, [], ["amount_residual:sum"])
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
                   AND (debit.date <= %(date)s) <> (credit.date <= %(date)s)
                """,
                company=company.id,
                date=date,
                kind=kind,
            )
        )
        return later


class BooksCheckLine(models.TransientModel):
    _name = "bakery.books.check.line"
    _inherit = "bakery.document.line"
    _description = "Books Check Line"

    check_id = fields.Many2one("bakery.books.check", required=True, ondelete="cascade")
    code = fields.Char()
    expected = fields.Monetary(string="Documents")
    actual = fields.Monetary(string="Ledger")
    difference = fields.Monetary()
    ok = fields.Boolean(string="Ties Out")
    currency_id = fields.Many2one(related="check_id.company_id.currency_id")
