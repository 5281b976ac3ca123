from odoo import api, fields, models


class AccountMove(models.Model):
    """Bills that pay commissions: cancelled or deleted, these are due again."""

    _inherit = "account.move"

    commission_ids = fields.One2many("bakery.commission", "bill_id", readonly=True)

    def button_cancel(self):
        result = super().button_cancel()
        self._free_commissions()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_frees_commissions(self):
        self._free_commissions()

    def _free_commissions(self):
        # sudo: what was to be paid is due again, whoever deletes the bill.
        self.sudo().commission_ids.write({"state": "approved", "bill_id": False})
