from odoo import api, fields, models


class AccountAccount(models.Model):
    _inherit = "account.account"

    is_liquidity = fields.Boolean(
        string="Counts as Cash",
        compute="_compute_is_liquidity",
        store=True,
        help="Cash, bank, and money on its way between them: the cash of the balance"
        " sheet and of the cash flow statement.",
    )

    @api.depends("account_type", "tag_ids")
    def _compute_is_liquidity(self):
        transit = self.env.ref(
            "bakery_l10n_id.account_tag_cash_in_transit", raise_if_not_found=False
        )
        for account in self:
            kind = account.account_type
            moving = kind == "asset_current" and transit and transit in account.tag_ids
            account.is_liquidity = kind == "asset_cash" or bool(moving)
