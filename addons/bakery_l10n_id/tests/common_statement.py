from datetime import date

from odoo.fields import Command

from .common import BooksCommon


class StatementCommon(BooksCommon):
    """A company with two outlets whose entries are typed in by hand."""

    accrual = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Columns are looked up by their English names.
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company = cls.company.with_env(cls.env)
        cls.journal = cls.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", cls.company.id)], limit=1
        )
        plan = cls.env["account.analytic.plan"].create({"name": "Outlet Uji"})
        cls.north, cls.south = cls.env["account.analytic.account"].create(
            [
                {"name": name, "plan_id": plan.id, "company_id": cls.company.id}
                for name in ("Kafe Utara", "Kafe Selatan")
            ]
        )
        cls.configs = cls.env["pos.config"].create(
            [
                {
                    "name": outlet.name,
                    "company_id": cls.company.id,
                    "outlet_analytic_id": outlet.id,
                    "payment_method_ids": [Command.clear()],
                }
                for outlet in cls.north | cls.south
            ]
        )

    @classmethod
    def entry(cls, day, *lines, post=True):
        """Post an entry of ``(account, amount)`` or ``(account, amount, shares)``.

        :param lines: account or its name in the chart's data; debit is positive;
            shares as ``{outlet: percentage}``
        """
        move = cls.env["account.move"].create(
            {
                "journal_id": cls.journal.id,
                "date": day,
                "line_ids": [Command.create(cls._line(*line)) for line in lines],
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _line(cls, account, amount, shares=None):
        account = cls.account(account) if isinstance(account, str) else account
        return {
            "account_id": account.id,
            "debit": max(amount, 0),
            "credit": max(-amount, 0),
            "analytic_distribution": {
                str(outlet.id): percentage
                for outlet, percentage in (shares or {}).items()
            },
        }

    def template(self, kind, standard="sak_ep"):
        return self.env["mis.report"].get_statement(kind, standard)

    def figures(self, kind, start, end, standard="sak_ep"):
        """Return ``{line: amount}`` of a statement; an empty line is zero."""
        report = self.template(kind, standard)
        values = report.evaluate(report._prepare_aep(self.company), start, end)
        return {
            kpi.name: values[kpi.name]
            if report.subkpi_ids
            else float(values[kpi.name] or 0)
            for kpi in report.kpi_ids
        }

    def statement(self, kind, day=date(2026, 3, 15), **values):
        """Return the wizard's statement of the month of ``day``."""
        wizard = self.env["bakery.statement"].create(
            {"kind": kind, "date": day, "company_id": self.company.id, **values}
        )
        return wizard._create_instance()

    def table(self, instance):
        """Return ``{column: {line: amount}}`` as the matrix shows it."""
        table = {}
        for row in instance._compute_matrix().iter_rows():
            if row.account_id:
                continue
            for cell in row.iter_cells():
                if cell is not None:
                    column = table.setdefault(cell.subcol.col.label, {})
                    column[row.kpi.name] = cell.val or 0
        return table
