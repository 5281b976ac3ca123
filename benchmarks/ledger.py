"""What the check of the books and a statement cost on a large ledger.

It writes a million journal items, so give it a database of its own::

    python3 benchmarks/throwaway.py benchmarks/ledger.py

The check takes turns with the sums that it rests on, written as plain SQL; the best of
ROUNDS counts. ITEMS changes the size.
"""

import logging
import os
import time
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from odoo.addons.bakery_l10n_id.tests.books_driver import TillDriver
from odoo.addons.bakery_l10n_id.tests.random_books import RandomBooks

ROUNDS = int(os.environ.get("ROUNDS", "3"))
ITEMS = int(os.environ.get("ITEMS", "1000000"))
MONTHS = 24
# One purchase and one sale from order to money: see STORY.
ITEMS_A_STORY = 15
STORIES = -(-ITEMS // ITEMS_A_STORY)
logging.getLogger("odoo").setLevel(logging.ERROR)

# The entries of one story: (journal, lines), a line being (account, share of the
# amount, what it refers to). A receipt, its bill with PPN and the payment; the sale
# with service and PBJT, its cost, and the money.
STORY = (
    ("stock", (("stock", 100, "goods"), ("grni", -100, "received"))),
    (
        "purchase",
        (
            ("grni", 100, "billed"),
            ("ppn", 11, "ppn"),
            ("payable", -111, "vendor"),
        ),
    ),
    ("bank", (("payable", 111, "vendor"), ("bank", -111, ""))),
    (
        "pos",
        (
            ("receivable", 231, "customer"),
            ("revenue", -200, "outlet"),
            ("service", -10, "outlet"),
            ("pbjt", -21, "pbjt"),
            ("cost", 100, "outlet"),
            ("stock", -100, "goods"),
        ),
    ),
    ("bank", (("bank", 231, ""), ("receivable", -231, "customer"))),
)


class Ledger(TillDriver):
    """A company with two outlets and many stories, all of them closed but a few."""

    def fill(self):
        """Write the stories by SQL: through the ORM they would take days."""
        cursor = self.env.cr
        self._prepare()
        self.env.flush_all()
        self._order()
        for number, (journal, lines) in enumerate(STORY):
            self._enter(number, journal, lines)
        self._settle(1, 2, "payable")
        self._settle(3, 4, "receivable")
        for table in ("account_move", "account_move_line", "purchase_order_line"):
            cursor.execute(
                SQL(
                    "SELECT setval(%s, (SELECT MAX(id) FROM %s))",
                    f"{table}_id_seq",
                    SQL.identifier(table),
                )
            )
        cursor.execute("ANALYZE")
        cursor.commit()
        self.env.invalidate_all()

    def _prepare(self):
        names = {
            "stock": "bakery_11300040",
            "grni": "bakery_21150010",
            "ppn": "l10n_id_11210030",
            "revenue": "bakery_41000020",
            "service": "bakery_41000050",
            "pbjt": "bakery_21230010",
            "cost": "l10n_id_51000010",
        }
        company = self.company
        self.accounts = {key: self.account(name) for key, name in names.items()}
        partner = self.customer.with_company(company)
        self.accounts |= {
            "payable": partner.property_account_payable_id,
            "receivable": partner.property_account_receivable_id,
        }
        journals = self.env["account.journal"]
        found = journals.search([("company_id", "=", company.id)])
        self.journals = {
            "purchase": found.filtered(lambda j: j.type == "purchase")[:1],
            "bank": found.filtered(lambda j: j.type == "bank")[:1],
            "stock": company.account_stock_journal_id,
            "pos": self.config.journal_id,
        }
        self.accounts["bank"] = self.journals["bank"].default_account_id
        other = self.outlet.copy({"name": "Toko Uji"})
        self.config.copy({"name": "Toko Uji", "outlet_analytic_id": other.id})
        self.outlets = self.outlet | other
        chart = self.env["account.chart.template"].with_company(company)
        self.taxes = {
            "ppn": chart.ref("tax_PT4"),
            "pbjt": chart.ref("bakery_tax_pbjt"),
        }
        self.products = self.env["product.product"].union(
            *(self.new_product(f"Roti {n}", self.goods, self.unit) for n in range(200))
        )
        self.partners = {
            kind: self.env["res.partner"].create(
                [{"name": f"{kind} {number}"} for number in range(100)]
            )
            for kind in ("vendor", "customer")
        }
        self.start = date.today().replace(day=1) - relativedelta(months=MONTHS - 1)
        self.days = (date.today() - self.start).days + 1

    def _order(self):
        """Write one purchase order line for each story, received and billed."""
        order = self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, "company_id": self.company.id}
        )
        self.env.flush_all()
        [(self.first_order_line,)] = self.env.execute_query(
            SQL("SELECT COALESCE(MAX(id), 0) + 1 FROM purchase_order_line")
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO purchase_order_line
                       (id, order_id, company_id, product_id, product_uom_id, name,
                        product_qty, price_unit, qty_received, qty_invoiced)
                SELECT %(first)s + i, %(order)s, %(company)s, %(product)s, %(unit)s,
                       'Roti', 1, 1000, 1, 1
                  FROM generate_series(0, %(stories)s - 1) i
                """,
                first=self.first_order_line,
                order=order.id,
                company=self.company.id,
                product=self._pick(self.products),
                unit=self.unit.id,
                stories=STORIES,
            )
        )

    @staticmethod
    def _pick(records):
        """Return SQL that gives each story one of ``records``."""
        return SQL("(%s::int[])[1 + i %% %s]", list(records.ids), len(records))

    def _enter(self, number, journal, lines):
        """Write entry ``number`` of every story with its lines."""
        move = self._first("account_move")
        setattr(self, f"move_{number}", move)
        values = {
            "first": move,
            "company": self.company.id,
            "currency": self.company.currency_id.id,
            "journal": self.journals[journal].id,
            "start": self.start,
            "days": self.days,
            "stories": STORIES,
            "name": f"{journal}/{number}/",
            "kind": "in_invoice" if number == 1 else "entry",
        }
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO account_move
                       (id, company_id, currency_id, journal_id, state, move_type,
                        auto_post, date, name, create_date, write_date)
                SELECT %(first)s + i, %(company)s, %(currency)s, %(journal)s, 'posted',
                       %(kind)s, 'no', %(start)s::date + i %% %(days)s,
                       %(name)s || i, now(), now()
                  FROM generate_series(0, %(stories)s - 1) i
                """,
                **values,
            )
        )
        for account, share, refers in lines:
            self._line_up(values, account, share, refers)

    def _first(self, table):
        [(last,)] = self.env.execute_query(
            SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table))
        )
        return last + 1

    def _line_up(self, values, account, share, refers):
        """Write one line of every story."""
        extra = self._references(refers, share)
        columns = SQL(", ").join(SQL.identifier(name) for name in extra)
        first = self._first("account_move_line")
        open_item = account in ("payable", "receivable")
        self.first_lines[values["name"], account] = first
        amount = SQL("(%s * (10 + i %% 90))", share * 10)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO account_move_line
                       (id, move_id, company_id, company_currency_id, currency_id,
                        journal_id, account_id, date, name, move_name, parent_state,
                        display_type, balance, amount_currency, debit, credit,
                        amount_residual, amount_residual_currency, reconciled,
                        quantity, create_date, write_date %(comma)s %(columns)s)
                SELECT %(line)s + i, %(first)s + i, %(company)s, %(currency)s,
                       %(currency)s, %(journal)s, %(account)s,
                       %(start)s::date + i %% %(days)s, 'Uji', %(name)s || i, 'posted',
                       %(display)s, %(amount)s, %(amount)s, GREATEST(%(amount)s, 0),
                       GREATEST(-%(amount)s, 0), %(residual)s, %(residual)s,
                       %(residual)s = 0 AND %(open)s, 1, now(), now()
                       %(comma)s %(values)s
                  FROM generate_series(0, %(stories)s - 1) i
                """,
                **values,
                line=first,
                account=self.accounts[account].id,
                display="tax" if refers in self.taxes else "product",
                amount=amount,
                # One story in fifty waits for its money.
                residual=SQL("CASE WHEN i %% 50 = 0 THEN %s ELSE 0 END", amount)
                if open_item
                else SQL("0"),
                open=open_item,
                comma=SQL(",") if extra else SQL(""),
                columns=columns,
                values=SQL(", ").join(extra.values()),
            )
        )

    def _references(self, refers, share):
        """Return ``{column: SQL}`` of what a line refers to beside its account."""
        order_line = SQL("%s + i", self.first_order_line)
        if refers in self.taxes:
            tax = self.taxes[refers]
            line = tax.invoice_repartition_line_ids.filtered("account_id")
            base = round(abs(share) * 100 / tax.amount)
            return {
                "tax_line_id": SQL("%s", tax.id),
                "tax_group_id": SQL("%s", tax.tax_group_id.id),
                "tax_repartition_line_id": SQL("%s", line.id),
                "tax_base_amount": SQL("%s * (10 + i %% 90)", base * 10),
            }
        if refers in self.partners:
            return {"partner_id": self._pick(self.partners[refers])}
        if refers == "outlet":
            texts = [f'{{"{outlet.id}": 100}}' for outlet in self.outlets]
            pick = SQL("(%s)[1 + i %% %s]::jsonb", texts, len(texts))
            return {"analytic_distribution": pick}
        return {
            "goods": {"product_id": self._pick(self.products)},
            "received": {
                "received_line_id": order_line,
                "product_id": self._pick(self.products),
            },
            "billed": {
                "purchase_line_id": order_line,
                "product_id": self._pick(self.products),
            },
            "": {},
        }[refers]

    def _settle(self, document, money, account):
        """Reconcile all but one in fifty of the lines of two entries."""
        names = [f"{STORY[n][0]}/{n}/" for n in (document, money)]
        first, second = (self.first_lines[name, account] for name in names)
        if account == "payable":
            first, second = second, first
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO account_partial_reconcile
                       (debit_move_id, credit_move_id, company_id, amount,
                        debit_amount_currency, credit_amount_currency, max_date)
                SELECT debit.id, debit.id - %(first)s + %(second)s, debit.company_id,
                       debit.debit, debit.debit, debit.debit, debit.date
                  FROM account_move_line debit
                 WHERE debit.id BETWEEN %(first)s AND %(first)s + %(stories)s - 1
                   AND debit.reconciled
                """,
                first=first,
                second=second,
                stories=STORIES,
            )
        )

    # What the check adds up, without anything around it -------------------------------

    def sums(self):
        """Add up in plain SQL what each check reads of the ledger."""
        company, today = self.company, date.today()
        month = today.replace(day=1)
        posted = SQL(
            "company_id = %s AND parent_state = 'posted' AND date <= %s",
            company.id,
            today,
        )
        stock = self.accounts["stock"].id
        for query in (
            SQL(
                "SELECT SUM(debit), SUM(credit) FROM account_move_line WHERE %s", posted
            ),
            SQL(
                "SELECT product_id, SUM(balance) FROM account_move_line"
                " WHERE %s AND account_id = %s GROUP BY 1",
                posted,
                stock,
            ),
            *(
                SQL(
                    "SELECT SUM(balance) FROM account_move_line"
                    " WHERE %s AND account_id = %s",
                    posted,
                    account.id,
                )
                for account in (
                    company.account_stock_rounding_id,
                    company.account_grni_id,
                    company.account_production_wip_account_id,
                )
            ),
            SQL(
                """
                SELECT COALESCE(received_line_id, purchase_line_id), SUM(balance)
                  FROM account_move_line WHERE %s AND account_id = %s
              GROUP BY 1 HAVING ABS(SUM(balance)) >= 0.5
                """,
                posted,
                company.account_grni_id.id,
            ),
            *(
                SQL(
                    "SELECT SUM(balance), SUM(amount_residual) FROM account_move_line"
                    " WHERE %s AND account_id = %s",
                    posted,
                    self.accounts[name].id,
                )
                for name in ("receivable", "payable")
            ),
            *(
                SQL(
                    "SELECT date >= %s, SUM(balance), SUM(tax_base_amount)"
                    " FROM account_move_line WHERE %s AND account_id = %s GROUP BY 1",
                    month,
                    posted,
                    self.accounts[name].id,
                )
                for name in ("pbjt", "ppn")
            ),
        ):
            self.env.execute_query(query)

    def check(self):
        """Run the check of the books; return the codes that differ."""
        rows = self.env["bakery.books.check"].run(self.company.id, date.today())
        return [row["code"] for row in rows if not row["ok"]]

    def statement(self, **values):
        """Open profit and loss of this month as an accountant does."""
        wizard = self.env["bakery.statement"].create(
            {"kind": "income", "company_id": self.company.id, **values}
        )
        return wizard._create_instance().compute()


def best(*works):
    """Return the best seconds of each of ``works``, which take turns."""
    seconds = [[] for _work in works]
    for _round in range(ROUNDS):
        for number, work in enumerate(works):
            ledger.env.flush_all()
            ledger.env.invalidate_all()
            started = time.perf_counter()
            work()
            seconds[number].append(time.perf_counter() - started)
    return [min(column) for column in seconds]


def one_by_one():
    """Print the seconds of each check."""
    checks = ledger.env["bakery.books.check"].sudo()
    from odoo.addons.bakery_l10n_id.wizards import bakery_books_check as checker

    for code in checker.CHECKS:
        day = checker.NOW if code in checker.OF_NOW else date.today()
        work = getattr(checks, f"_check_{code}")
        [seconds] = best(lambda w=work, d=day: w(ledger.company, d))
        print(f"    {code}: {seconds:.3f} s")


Ledger.env = env(user=RandomBooks._user(env))  # noqa: F821 - of Odoo's shell
Ledger.first_lines = {}
Ledger.open_books("PT Buku Besar")
ledger = Ledger()
ledger.fill()
[(items,)] = ledger.env.execute_query(
    SQL(
        "SELECT COUNT(*) FROM account_move_line WHERE company_id = %s",
        ledger.company.id,
    )
)
print(f"{items} journal items; what differs: {ledger.check() or 'nothing'}")
raw, check = best(ledger.sums, ledger.check)
print(
    f"check of the books: SQL sums {raw:.3f} s; ours {check:.3f} s;"
    f" ratio {check / raw:.2f}"
)
if os.environ.get("DETAILS"):
    one_by_one()
month = {"previous_month": False, "year_to_date": False, "by_outlet": False}
alone, outlets, whole = best(
    lambda: ledger.statement(**month),
    lambda: ledger.statement(**month | {"by_outlet": True}),
    ledger.statement,
)
print(
    f"profit and loss of a month: {alone:.3f} s; with a column for each outlet"
    f" {outlets:.3f} s; with the month before and the year as well {whole:.3f} s"
)
