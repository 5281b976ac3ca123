from collections import defaultdict

from odoo import fields, models
from odoo.fields import Command
from odoo.tools import SQL


class StockLedger(models.AbstractModel):
    """Keeps the stock accounts equal to the value of the goods.

    Every movement posts its own entry (see ``stock.move``). Two things change a value
    without a movement, and these are what this class is for:

    * **The past changes.** A bill, a landed cost or a correction gives earlier receipts
      another value; average cost is replayed, and part of the difference belongs to
      goods that have gone. :meth:`_align` compares what the ledger holds with what it
      should hold, for the goods by product and for what is received and not invoiced by
      order line, and books the gap; what belongs to neither goes to the variance. It
      looks at states, not at events: run twice, it posts nothing the second time, and
      taking a bill back simply makes it post the opposite.
    * **Rupiahs are whole.** Entries are, average cost is not. Each movement may leave
      half a rupiah; :meth:`_book_rounding` books what has gathered, apart from
      variances, and refuses to hide more than that.

    Both take any number of products; the number of queries does not depend on it.
    """

    _name = "bakery.stock.ledger"
    _description = "Stock Ledger"

    # What should be ----------------------------------------------------------------

    def _values(self, company, products):
        """Return ``{product: value}`` of the goods ``company`` owns, not rounded.

        At average cost Odoo's replay ends with quantity times the cost it stores on
        the product, so that no replay is needed here.
        """
        products = products.with_company(company)
        quantities = self._quantities(company, products)
        replayed = products.filtered(
            lambda p: p.lot_valuated or p.cost_method == "fifo"
        )
        values = {
            product: quantities[product.id] * product.standard_price
            for product in products - replayed
        }
        for product in replayed.with_context(allowed_company_ids=company.ids):
            values[product] = product.total_value
        return values

    def _quantities(self, company, products):
        """Return ``{product id: quantity}`` in the places that count as stock.

        What others own and only lies here is left out, as Odoo's valuation does.
        """
        # Raw SQL: read access to single quants is not what posting an entry needs,
        # and `qty_available` counts the places of all companies a user may see.
        self.env["stock.quant"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT quant.product_id, SUM(quant.quantity)
                  FROM stock_quant quant
                  JOIN stock_location place ON place.id = quant.location_id
                 WHERE place.company_id = %s
                   AND place.usage IN ('internal', 'transit')
                   AND (quant.owner_id IS NULL OR quant.owner_id = %s)
                   AND quant.product_id IN %s
                 GROUP BY quant.product_id
                """,
                company.id,
                company.partner_id.id,
                tuple(products.ids) or (0,),
            )
        )
        return defaultdict(float, rows)

    # What is -----------------------------------------------------------------------

    def _posted(self, company):
        """Return the domain of posted lines, until ``ledger_date`` of the context."""
        domain = [("company_id", "=", company.id), ("parent_state", "=", "posted")]
        date = self.env.context.get("ledger_date")
        return [*domain, ("date", "<=", date)] if date else domain

    def _balances(self, company, products):
        """Return ``{product id: balance}`` of the stock accounts, posted entries."""
        accounts = self._stock_accounts(products)
        # The ledger is compared with the goods whoever moves them.
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    *self._posted(company),
                    ("account_id", "in", accounts.ids),
                    ("product_id", "in", products.ids),
                ],
                ["product_id"],
                ["balance:sum"],
            )
        )
        return defaultdict(float, ((product.id, total) for product, total in groups))

    def _waiting(self, company, products):
        """Return ``{product id: value}`` of movements whose entry is still to come.

        A till books all its goods when it closes; until then the ledger holds them.
        """
        moves = self._unposted(company, [("product_id", "in", products.ids)])
        waiting = defaultdict(float)
        for move in moves:
            waiting[move.product_id.id] += -move.value if move.is_out else move.value
        return waiting

    def _unposted(self, company, domain=()):
        """Return the done movements that change a value and have no entry.

        Those from before the company posted stock as it moves have none for good.
        """
        since = company.receipt_accrual_date
        if not since:
            return self.env["stock.move"]
        # Whoever moves goods makes an entry of them without a right to all movements.
        return (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "done"),
                    ("account_move_id", "=", False),
                    ("date", ">=", since),
                    ("product_id.is_storable", "=", True),
                    ("value", "!=", 0),
                    *domain,
                    "|",
                    ("is_in", "=", True),
                    ("is_out", "=", True),
                ]
            )
        )

    def _stock_accounts(self, products):
        accounts = self.env["account.account"]
        for category in products.categ_id:
            sample = products.filtered(lambda p, c=category: p.categ_id == c)[:1]
            accounts |= sample._get_product_accounts()["stock_valuation"]
        return accounts | self.env.company.account_stock_valuation_id

    # Aligning ----------------------------------------------------------------------

    def _align(self, company, products, order_lines=None, ref=None):
        """Book what the past has changed; return the entry, posted, or none.

        :param products: ``product.product`` whose stock accounts are compared.
        :param order_lines: ``purchase.order.line`` whose received and not invoiced
            balance is compared.
        :param ref: what changed it, for people.
        """
        # Costs and accounts are kept from those who move goods; entries need them.
        company, products = company.sudo(), products.sudo().with_company(company)
        products = products.filtered(
            lambda p: p.is_storable and p.valuation == "real_time"
        )
        lines = []
        # A date of the caller's, good for looking back, would book a false gap.
        ledger = self.with_context(ledger_date=None)
        # Orders are read for whoever moves their goods.
        if order_lines:
            order_lines = order_lines.sudo().with_context(ledger_date=None)
            lines += ledger._order_line_gaps(company, order_lines)
        lines += ledger._product_gaps(company, products)
        return self._post(company, lines, company.account_price_variance_id, ref)

    def _compared(self, company, products):
        """Return ``{product: (due, held)}`` of its stock account: should hold, does.

        What waits for its entry is in the goods and not in the account yet.
        """
        values = self._values(company, products)
        balances = self._balances(company, products)
        waiting = self._waiting(company, products)
        return {
            product: (value - waiting[product.id], balances[product.id])
            for product, value in values.items()
        }

    def _product_gaps(self, company, products):
        """Return ``[(account, product, amount)]`` to bring stock to its value."""
        gaps = []
        for product, (due, held) in self._compared(company, products).items():
            gap = company.currency_id.round(due - held)
            if gap:
                account = product._get_product_accounts()["stock_valuation"]
                gaps.append((account, product, gap, {}))
        return gaps

    def _order_line_gaps(self, company, order_lines):
        """Return the amounts that bring each order line to what it still owes."""
        balances = self._owed(company, order_lines)
        values = order_lines._accrued_values()
        gaps = []
        for line in order_lines:
            gap = company.currency_id.round(-values[line.id] - balances[line.id])
            if gap:
                account = company.account_grni_id
                extra = {"received_line_id": line.id}
                gaps.append((account, line.product_id, gap, extra))
        return gaps

    def _owed(self, company, order_lines):
        """Return ``{order line id: balance}`` of goods received not invoiced."""
        # As above: a receipt is posted by people without a right to the ledger.
        AccountMoveLine = self.env["account.move.line"].sudo()
        balances = defaultdict(float)
        for field in ("received_line_id", "purchase_line_id"):
            groups = AccountMoveLine._read_group(
                [
                    *self._posted(company),
                    ("account_id", "=", company.account_grni_id.id),
                    (field, "in", order_lines.ids),
                ],
                [field],
                ["balance:sum"],
            )
            for line, total in groups:
                balances[line.id] += total
        return balances

    # Rounding ----------------------------------------------------------------------

    def _book_rounding(self, company, products, ref=None):
        """Book the fractions that whole entries have left; return the entry or none.

        A gap of more than half a rupiah for each movement since the last time is not
        rounding: it stays, for the check of the books to show.
        """
        gaps = self._rounding_gaps(company, products)
        # As in _align.
        account = company.sudo().account_stock_rounding_id
        return self._post(company.sudo(), gaps, account, ref)

    def _rounding_gaps(self, company, products):
        """Return the gaps small enough to be rounding."""
        # As in _align.
        company, products = company.sudo(), products.sudo().with_company(company)
        gaps = self.with_context(ledger_date=None)._product_gaps(company, products)
        if not gaps:
            return []
        counts = self._moves_since_rounding(company, products)
        half = company.currency_id.rounding / 2
        return [gap for gap in gaps if abs(gap[2]) <= half * (counts[gap[1].id] + 1)]

    def _moves_since_rounding(self, company, products):
        """Return ``{product id: valued movements since rounding was last booked}``."""
        # Raw SQL: one query for a comparison with each product's own last date.
        self.env["stock.move"].flush_model(["is_in", "is_out", "write_date"])
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move.product_id, COUNT(*)
                  FROM stock_move move
             LEFT JOIN (SELECT product_id, MAX(create_date) AS moment
                          FROM account_move_line
                         WHERE company_id = %s AND account_id = %s
                           AND product_id IN %s AND parent_state = 'posted'
                      GROUP BY product_id) last ON last.product_id = move.product_id
                 WHERE move.company_id = %s AND move.state = 'done'
                   AND (move.is_in OR move.is_out)
                   AND move.product_id IN %s
                   AND (last.moment IS NULL OR move.write_date >= last.moment)
              GROUP BY move.product_id
                """,
                company.id,
                company.account_stock_rounding_id.id,
                tuple(products.ids) or (0,),
                company.id,
                tuple(products.ids) or (0,),
            )
        )
        return defaultdict(int, rows)

    # Posting -----------------------------------------------------------------------

    def _post(self, company, gaps, counterpart, ref):
        """Post one entry of ``gaps`` against ``counterpart``, product by product."""
        if not gaps:
            return self.env["account.move"]
        lines, rest = [], defaultdict(float)
        for account, product, amount, extra in gaps:
            lines.append(self._line(account, product, amount, **extra))
            rest[product] -= amount
        for product, amount in rest.items():
            if not company.currency_id.is_zero(amount):
                lines.append(self._line(counterpart, product, amount))
        # A movement posts its entry although its user may not make any.
        move = (
            self.env["account.move"]
            .sudo()
            .with_company(company)
            .create(
                {
                    "journal_id": company.account_stock_journal_id.id,
                    "date": self.env.context.get("force_period_date")
                    or fields.Date.context_today(self),
                    "ref": ref or counterpart.display_name,
                    "line_ids": [Command.create(line) for line in lines],
                }
            )
        )
        move._post()
        return move

    @staticmethod
    def _line(account, product, amount, **extra):
        return {
            "account_id": account.id,
            "product_id": product.id,
            "name": product.display_name,
            "balance": amount,
            **extra,
        }
