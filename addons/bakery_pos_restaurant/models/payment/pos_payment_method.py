from odoo import api, fields, models


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    collector_id = fields.Many2one(
        "bakery.pos.collector",
        string="Settled By",
        check_company=True,
        index="btree_not_null",
        help="Who takes the money of the guests and pays it out later, less a fee.",
    )
    reference_entry = fields.Selection(
        [("optional", "Asked, may stay empty"), ("required", "Required")],
        string="Ask for Reference",
        help="Whether the cashier enters the number that the guest's telephone shows, "
        "or the last digits of it.",
    )

    @api.constrains("collector_id", "journal_id", "outstanding_account_id")
    def _check_collector_id(self):
        self.collector_id._check_payment_methods()

    def _is_write_forbidden(self, fields):
        """Let who settles be named while tills are open: no till asks for it."""
        return super()._is_write_forbidden(fields - {"collector_id"})

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "reference_entry"]
