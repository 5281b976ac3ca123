from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        # Every way of paying ends here: the dialog, the bank statement, RPC. What a
        # vendor credits may be settled with a bill that differs.
        for partial in partials:
            moves = (partial.debit_move_id | partial.credit_move_id).move_id
            if "in_refund" not in moves.mapped("move_type"):
                moves._check_payable()
        return partials
