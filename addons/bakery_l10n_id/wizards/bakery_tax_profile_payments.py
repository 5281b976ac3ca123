from odoo import models
from odoo.fields import Command


class BakeryTaxProfile(models.TransientModel):
    # How money comes in, and the accounts where it waits.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.tax.profile"

    def _set_cash_rounding(self, plan):
        if not self.cash_rounding:
            return
        rounding = self._cash_rounding(plan)
        for config in self.outlet_ids.config_id:
            if config.has_active_session and config.rounding_method != rounding:
                reason = self.env._("Close its session, then apply the profile again.")
                plan.left(config, self.env._("Cash Rounding"), reason)
                continue
            plan.set(
                config,
                rounding_method=rounding,
                cash_rounding=True,
                only_round_cash_method=True,
            )

    def _cash_rounding(self, plan):
        gain, loss = self._ref("bakery_81100060"), self._ref("bakery_91100040")
        rounding = self.env["account.cash.rounding"].search(
            [
                ("rounding", "=", self.cash_rounding),
                ("rounding_method", "=", "HALF-UP"),
                ("strategy", "=", "add_invoice_line"),
            ],
            limit=1,
        )
        if rounding:
            plan.set(rounding, profit_account_id=gain, loss_account_id=loss)
            return rounding
        rounding = rounding.create(
            {
                "name": self.env._("Round to Rp%(coin)d", coin=self.cash_rounding),
                "rounding": self.cash_rounding,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": gain.id,
                "loss_account_id": loss.id,
            }
        )
        plan.made(rounding)
        return rounding

    def _set_payment_accounts(self, plan):
        """Let every payment post: without an account Odoo books it with the bank."""
        journals = self.env["account.journal"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("type", "in", ("bank", "cash", "credit")),
            ]
        )
        for kind in ("inbound", "outbound"):
            lines = journals[f"{kind}_payment_method_line_ids"]
            for line in lines.filtered(lambda line: not line.payment_account_id):
                plan.set(line, payment_account_id=self._outstanding(line))
        methods = self.env["pos.payment.method"].search(
            [("company_id", "=", self.company_id.id), ("journal_id.type", "=", "bank")]
        )
        for method in methods:
            self._set_clearing_account(plan, method)

    def _outstanding(self, line):
        """Return where payments by ``line`` wait for the bank; cash does not wait."""
        if line.journal_id.type == "cash" and line.journal_id.default_account_id:
            return line.journal_id.default_account_id
        side = "debit" if line.payment_type == "inbound" else "credit"
        return self._ref(f"account_journal_payment_{side}_account_id")

    def _set_clearing_account(self, plan, method):
        """Give card, QRIS and each wallet an account for what is not settled yet."""
        shared = self._ref("account_journal_payment_debit_account_id")
        current = method.outstanding_account_id
        if current and current != shared:
            return
        if method.open_session_ids:
            reason = self.env._("Close its session, then apply the profile again.")
            plan.left(method, self.env._("Clearing Account"), reason)
            return
        accounts = self.env["account.account"].with_company(self.company_id)
        account = accounts.create(
            {
                "name": self.env._("Clearing %(method)s", method=method.name),
                "code": accounts._search_new_account_code("11270001"),
                "account_type": "asset_current",
                "reconcile": True,
                "company_ids": [Command.set(self.company_id.ids)],
            }
        )
        plan.made(account)
        plan.set(method, outstanding_account_id=account)
