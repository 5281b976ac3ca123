from odoo import fields, models

# A provider rounds its fee on every payment and charges some cards another rate: this
# far may takings and what they should have been lie apart, as a share of them.
TOLERANCE = 0.002


class AccountReconcileModel(models.Model):
    _inherit = "account.reconcile.model"

    settlement_account_id = fields.Many2one(
        "account.account",
        string="Settles",
        check_company=True,
        index="btree_not_null",
        help="Clearing account whose takings a provider pays out, less its fee. The"
        " line on this account takes the amount of the takings that it settles.",
    )

    def _get_write_off_move_lines_dict(self, *args):
        """Leave the tax of a fee alone: positions of the tax profile are for sales."""
        model = self.with_context(own_tax_rules=True)
        return super(AccountReconcileModel, model)._get_write_off_move_lines_dict(*args)

    def _settled_takings(self, statement_line, expected):
        """Return the takings that a payout settles, ``expected`` if none are near.

        Payouts cover whole days, the oldest first: of the sums of the oldest open items
        it is the one that is nearest.

        :param expected: the payout and the fee that it should have cost.
        """
        items = self.env["account.move.line"].search(
            [
                ("account_id", "=", self.settlement_account_id.id),
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("date", "<=", statement_line.date),
            ],
            order="date, id",
        )
        total, sums = 0.0, []
        for item in items:
            total += item.amount_residual
            if total >= statement_line.amount:
                sums.append(total)
        nearest = min(sums, key=lambda total: abs(total - expected), default=expected)
        near = abs(nearest - expected) <= TOLERANCE * expected
        return nearest if near else expected


class AccountReconcileModelLine(models.Model):
    _inherit = "account.reconcile.model.line"

    def _get_amount_from_line(self, residual_balance, statement_line, currency):
        account = self.model_id.settlement_account_id
        if not account or self.account_id != account:
            return super()._get_amount_from_line(
                residual_balance, statement_line, currency
            )
        takings = currency.round(statement_line.amount * self.amount / 100)
        if takings > 0:
            takings = self.model_id._settled_takings(statement_line, takings)
        return -takings
