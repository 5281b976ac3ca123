from odoo import models
from odoo.tools import SQL


class BooksCheck(models.TransientModel):
    # Tills and their sessions, beside the page in bakery_books_check.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.books.check"

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
        rounding = sessions.config_id.rounding_method
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id", "in", sessions.move_id.ids),
                "|",
                ("account_id.account_type", "=", "asset_receivable"),
                # What rounding cash gave or took is no money, and was sold.
                (
                    "account_id",
                    "in",
                    (rounding.profit_account_id | rounding.loss_account_id).ids,
                ),
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
        costs = self._costs(sessions)
        taken = self._sums("pos.payment", sessions, "amount")
        # Change in cash is a payment of its own, with a minus.
        wrong = sessions.filtered(
            lambda s: abs(taken.get(s.id, 0) - costs.get(s.id, 0)) > 0.5
        )
        name = self.env._("Payments of this month's sessions against their orders")
        return self._row(
            "payments", name, sum(costs.values()), sum(taken.values()), documents=wrong
        )

    def _costs(self, sessions):
        """Return ``{session id: what its orders cost}``, cash in whole coins."""
        # Raw SQL: two columns are compared with each other, order by order.
        self.env["pos.order"].flush_model(["amount_total", "amount_paid"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.session_id,
                       SUM(CASE WHEN config.cash_rounding AND
                                     ABS(o.amount_paid - o.amount_total)
                                     <= coin.rounding / 2
                                THEN o.amount_paid ELSE o.amount_total END)
                  FROM pos_order o
                  JOIN pos_session session ON session.id = o.session_id
                  JOIN pos_config config ON config.id = session.config_id
             LEFT JOIN account_cash_rounding coin ON coin.id = config.rounding_method
                 WHERE o.session_id IN %s
              GROUP BY o.session_id
                """,
                tuple(sessions.ids) or (0,),
            )
        )
        return {session: float(total or 0) for session, total in rows}

    def _sums(self, model, sessions, field, domain=()):
        groups = self.env[model]._read_group(
            [("session_id", "in", sessions.ids), *domain],
            ["session_id"],
            [f"{field}:sum"],
        )
        return {session.id: total for session, total in groups}
