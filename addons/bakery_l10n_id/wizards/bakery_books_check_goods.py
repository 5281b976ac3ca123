from odoo import models
from odoo.tools import SQL


class BooksCheck(models.TransientModel):
    # Goods and what is made of them, beside the page in bakery_books_check.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.books.check"

    def _check_stock(self, company, date):
        """The stock accounts hold the value of the goods now, product by product."""
        products = company._stock_products()
        ledger = self.env["bakery.stock.ledger"]
        compared = ledger._compared(company, products)
        counts = ledger._moves_since_rounding(company, products)
        wrong = products.browse(
            product.id
            for product, (due, held) in compared.items()
            if abs(held - due) > 0.5 * (counts[product.id] + 1)
        )
        accounts = ledger._stock_accounts(products)
        row = self._row(
            "stock",
            self.env._("Stock accounts against the value of the goods"),
            sum(due for due, _held in compared.values()),
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
