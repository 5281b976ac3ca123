"""The ledger at the end of the day, and whether it agrees with everything else."""

import functools
from dataclasses import asdict, dataclass, field

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
    tolerance: float = TOLERANCE
    # What the bakery's own check says of itself; its bounds are not known here.
    judged: bool | None = None
    documents: list = field(default_factory=list)

    @property
    def difference(self):
        return self.actual - self.expected

    @property
    def ok(self):
        if self.judged is not None:
            return self.judged
        return abs(self.difference) <= self.tolerance

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
        """Return all comparisons, whether they agree or not.

        Three are made here from outside; the others are the bakery's own.
        """
        return [
            self._balanced(trial_balance),
            self._stock(),
            self._sales(),
            *self._own_checks(),
        ]

    def _own_checks(self):
        """Return what the bakery's own check of the books says."""
        company = self.client.search("res.company", [], ["name"], limit=1)[0]["id"]
        rows = self.client.call(
            "bakery.books.check", "run", company_id=company, date=self.date
        )
        return [
            Check(
                f"books_{row['code']}",
                row["name"],
                row["expected"],
                row["actual"],
                judged=row["ok"],
                documents=row["documents"],
            )
            for row in rows
        ]

    @staticmethod
    def _balanced(trial_balance):
        return Check(
            "balanced",
            _("Debit against credit of the day"),
            sum(line.debit for line in trial_balance),
            sum(line.credit for line in trial_balance),
        )

    @functools.cached_property
    def _goods(self):
        """The goods that are valued perpetually, with their value; read once."""
        return self.client.search(
            "product.product",
            [
                ["is_storable", "=", True],
                ["categ_id.property_valuation", "=", "real_time"],
            ],
            ["total_value"],
        )

    def stock_value(self):
        """Return the value of the goods that are valued perpetually."""
        return sum(row["total_value"] for row in self._goods)

    def _stock(self):
        accounts = self._stock_accounts()
        name = _("Stock account against the value of the goods")
        value = self.stock_value()
        # Entries are whole, average cost is not: less than a rupiah for each product.
        return Check("stock", name, value, self._balance(accounts), len(self._goods))

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
        rounding = self.client.search(
            "account.cash.rounding", [], ["profit_account_id", "loss_account_id"]
        )
        # What rounding cash gave or took is no money, and was sold all the same.
        accounts += [
            row[name][0]
            for row in rounding
            for name in ("profit_account_id", "loss_account_id")
            if row[name]
        ]
        rows = self.client.search(
            "account.move.line",
            [["move_id", "in", moves], ["account_id", "in", accounts]],
            ["debit", "credit"],
        )
        posted = sum(row["debit"] - row["credit"] for row in rows)
        name = _("Entries of the sessions against the tills' orders")
        return Check("pos", name, orders, posted)
