from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _prepare_aml_values_list_per_nature(self):
        """Leave the cost of goods where it is when an order gets its invoice later.

        The session has booked it once; the invoice books none.
        """
        result = super()._prepare_aml_values_list_per_nature()
        if self.company_id.receipt_accrual:
            result.pop("stock", None)
        return result
