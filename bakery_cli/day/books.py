"""The ledger at the end of the day, and whether it agrees with everything else."""

from dataclasses import asdict, dataclass

from ..i18n import _

ROLE = "accountant"
TOLERANCE = 0.5
POSTED = ["parent_state", "=", "posted"]


@dataclass
class Account:
    """One account of the trial balance: the day's turnover and the balance after."""

    code: str
    name: str
    debit: float
    credit: float
    balance: float

    as_dict = asdict


@dataclass
class Check:
    """One comparison of the ledger with what it stands for."""

    code: str
    name: str
    expected: float
    actual: float

    @property
    def difference(self):
        return self.actual - self.expected

    @property
    def ok(self):
        return abs(self.difference) <= TOLERANCE

    def as_dict(self):
        return {**asdict(self), "difference": self.difference, "ok": self.ok}


class Books:
    """Reads the books as the accountant sees them at the end of ``day``.

    :param date: of that day, as text: a moved clock may be in the next one already.
    """

    def __init__(self, day, date):
        self.day = day
        self.client = day.client(ROLE)
        self.date = date
        self.accounts = self._read_accounts()

    def _read_accounts(self):
        rows = self.client.search(
            "account.account", [], ["code", "name", "account_type"]
        )
        return {row["id"]: row for row in rows}

    # Trial balance ---------------------------------------------------------------

    def trial_balance(self):
        """Return the accounts that moved today or hold a balance, by code."""
        today = self._sums([["date", "=", self.date]])
        so_far = self._sums([["date", "<=", self.date]])
        lines = []
        for account, (debit, credit) in so_far.items():
            row = self.accounts[account]
            day_debit, day_credit = today.get(account, (0.0, 0.0))
            lines.append(
                Account(row["code"], row["name"], day_debit, day_credit, debit - credit)
            )
        return sorted(lines, key=lambda line: line.code)

    def _sums(self, domain):
        rows = self.client.call(
            "account.move.line",
            "formatted_read_group",
            domain=[POSTED, *domain],
            groupby=["account_id"],
            aggregates=["debit:sum", "credit:sum"],
        )
        return {
            row["account_id"][0]: (row["debit:sum"], row["credit:sum"])
            for row in rows
            if row["account_id"]
        }

    # Checks ------------------------------------------------------------------------

    def checks(self, trial_balance):
        """Return all comparisons, whether they agree or not."""
        return [
            self._balanced(trial_balance),
            self._stock(),
            self._sales(),
            self._open_items("receivable", _("Receivables against unpaid invoices")),
            self._open_items("payable", _("Payables against unpaid bills")),
        ]

    @staticmethod
    def _balanced(trial_balance):
        return Check(
            "balanced",
            _("Debit against credit of the day"),
            sum(line.debit for line in trial_balance),
            sum(line.credit for line in trial_balance),
        )

    def stock_value(self):
        """Return the value of the goods that are valued perpetually."""
        rows = self.client.search(
            "product.product",
            [
                ["is_storable", "=", True],
                ["categ_id.property_valuation", "=", "real_time"],
            ],
            ["total_value"],
        )
        return sum(row["total_value"] for row in rows)

    def _stock(self):
        accounts = self._stock_accounts()
        name = _("Stock account against the value of the goods")
        return Check("stock", name, self.stock_value(), self._balance(accounts))

    def _stock_accounts(self):
        rows = self.client.search(
            "product.category",
            [["property_valuation", "=", "real_time"]],
            ["property_stock_valuation_account_id"],
        )
        values = [row["property_stock_valuation_account_id"] for row in rows]
        return sorted({value[0] for value in values if value})

    def _balance(self, accounts):
        sums = self._sums(
            [["date", "<=", self.date], ["account_id", "in", list(accounts)]]
        )
        return sum(debit - credit for debit, credit in sums.values())

    def _sales(self):
        """Compare the tills' orders with what closing their sessions posted."""
        orders = sum(d.amount for d in self.day.documents if d.model == "pos.order")
        moves = self.day.notes.get("session_moves", [])
        accounts = [
            account
            for account, row in self.accounts.items()
            if row["account_type"] == "asset_receivable"
        ]
        rows = self.client.search(
            "account.move.line",
            [["move_id", "in", moves], ["account_id", "in", accounts]],
            ["debit", "credit"],
        )
        posted = sum(row["debit"] - row["credit"] for row in rows)
        name = _("Entries of the sessions against the tills' orders")
        return Check("pos", name, orders, posted)

    def _open_items(self, side, name):
        """Compare the balance of one side with the documents still open."""
        kinds = {
            "receivable": ["out_invoice", "out_refund", "out_receipt"],
            "payable": ["in_invoice", "in_refund", "in_receipt"],
        }[side]
        rows = self.client.search(
            "account.move",
            [
                ["state", "=", "posted"],
                ["move_type", "in", kinds],
                ["payment_state", "not in", ["paid", "reversed"]],
            ],
            ["amount_residual_signed"],
        )
        accounts = [
            account
            for account, row in self.accounts.items()
            if row["account_type"].endswith(f"_{side}")
        ]
        expected = sum(row["amount_residual_signed"] for row in rows)
        return Check(side, name, expected, self._balance(accounts))
