from odoo import models


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
