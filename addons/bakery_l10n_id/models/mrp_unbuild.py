from odoo import models


class MrpUnbuild(models.Model):
    _inherit = "mrp.unbuild"

    def action_unbuild(self):
        """Leave nothing in process: the labour of what is taken apart is lost."""
        result = super().action_unbuild()
        if self.company_id.receipt_accrual:
            moves = self.consume_line_ids | self.produce_line_ids
            posted = moves.filtered("account_move_id")
            left = sum(move.value if move.is_out else -move.value for move in posted)
            orders = self.env["mrp.production"].with_company(self.company_id)
            orders._post_absorption(
                self.company_id, 0.0, left, product=self.product_id, ref=self.name
            )
        return result
