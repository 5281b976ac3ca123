from odoo import models


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    def reconcile_bank_line(self):
        """Match what a payout settles with the takings, the oldest first."""
        rows = self.reconcile_data_info["data"]
        models = {row.get("reconcile_model_id") for row in rows} - {None, False}
        result = super().reconcile_bank_line()
        accounts = self.env["account.reconcile.model"].browse(models)
        self._match_takings(accounts.settlement_account_id.filtered("reconcile"))
        return result

    def _match_takings(self, accounts):
        for account in accounts:
            items = self.env["account.move.line"].search(
                [
                    ("account_id", "=", account.id),
                    ("company_id", "=", self.company_id.id),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                    ("date", "<=", self.date),
                ]
            )
            items.reconcile()
