from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _compute_fiscal_position_id(self):
        purchases = self.filtered(lambda move: move.is_purchase_document(True))
        super(AccountMove, self - purchases)._compute_fiscal_position_id()
        purchases = purchases.with_context(own_tax_rules=True)
        super(AccountMove, purchases)._compute_fiscal_position_id()
