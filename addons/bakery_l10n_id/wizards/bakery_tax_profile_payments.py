from odoo import api, models
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
        for method in self._bank_methods(self.company_id):
            self._set_clearing_account(plan, method)

    @api.model
    def _bank_methods(self, company):
        """Return the ways to pay at a till whose money comes by bank."""
        return self.env["pos.payment.method"].search(
            [("company_id", "=", company.id), ("journal_id.type", "=", "bank")]
        )

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

    # Settlement -----------------------------------------------------------------------

    @api.model
    def _method(self, method):
        return {
            "method_id": method.id,
            "settlement_kind": method.settlement_kind,
            "settlement_fee_rate": method.settlement_fee_rate,
        }

    def _set_settlements(self, plan):
        """Give each clearing account the rule that books its payouts."""
        shared = self._ref("account_journal_payment_debit_account_id")
        done = shared
        for row in self.method_ids:
            method = row.method_id
            plan.set(
                method,
                settlement_kind=row.settlement_kind,
                settlement_fee_rate=row.settlement_fee_rate,
            )
            account = method.outstanding_account_id
            # Methods of several outlets may share one account.
            if row.settlement_kind and account and account not in done:
                self._set_settlement(plan, row, account)
                done |= account

    def _set_settlement(self, plan, row, account):
        lines = self._settlement_lines(plan, row, account)
        model = self.env["account.reconcile.model"].search(
            [("settlement_account_id", "=", account.id)], limit=1
        )
        if model:
            for line, values in zip(model.line_ids, lines, strict=False):
                plan.set(line, **values)
            return
        banks = self.env["account.journal"].search(
            [("company_id", "=", self.company_id.id), ("type", "=", "bank")]
        )
        model = model.create(
            {
                "name": self.env._("Payout %(method)s", method=row.method_id.name),
                "company_id": self.company_id.id,
                "settlement_account_id": account.id,
                "match_journal_ids": [Command.set(banks.ids)],
                "line_ids": [
                    Command.create(plan.to_write(model.line_ids, values))
                    for values in lines
                ],
            }
        )
        plan.made(model)

    def _settlement_lines(self, plan, row, account):
        """Return the values of the rule's lines: the takings, then the fee.

        The payout is what is left of the takings after the fee; what lies between
        both goes to the fee, to the rupiah.
        """
        takings = 100 / (1 - row.settlement_fee_rate / 100)
        platform = row.settlement_kind == "platform"
        fee = "bakery_63120010" if platform else "bakery_65110021"
        # Payment services are free of PPN (UU 7/2021), a platform's commission is not.
        taxed = platform and self.is_pkp
        taxes = self._input_tax(plan) if taxed else self.env["account.tax"]
        return [
            {
                "label": self.env._("Takings %(method)s", method=row.method_id.name),
                "account_id": account,
                "amount_type": "percentage_st_line",
                "amount_string": f"{takings:.10f}",
            },
            {
                "label": self.env._("Fee %(method)s", method=row.method_id.name),
                "account_id": self._ref(fee),
                "amount_type": "percentage",
                "amount_string": "100",
                "tax_ids": taxes,
            },
        ]

    def _input_tax(self, plan):
        """Return the PPN in a price that others charge, made when there is none."""
        model = self._ref("tax_PT4")
        found = self.env["account.tax"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("type_tax_use", "=", "purchase"),
                ("tax_group_id", "=", model.tax_group_id.id),
                ("price_include_override", "=", "tax_included"),
            ],
            limit=1,
        )
        if found:
            return found
        tax = model.copy(
            {
                "name": self.env._("%(name)s (Included)", name=model.name),
                "price_include_override": "tax_included",
                "fiscal_position_ids": [Command.clear()],
            }
        )
        plan.made(tax)
        return tax
