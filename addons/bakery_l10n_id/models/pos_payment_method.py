from odoo import fields, models

SETTLEMENT_KINDS = [
    ("qris", "QRIS"),
    ("debit", "Debit Card"),
    ("credit", "Credit Card"),
    ("wallet", "E-wallet"),
    ("platform", "Delivery Platform"),
]


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    settlement_kind = fields.Selection(
        SETTLEMENT_KINDS,
        string="Paid Out By",
        help="Who pays the takings out, less a fee. Set by the tax profile.",
    )
    settlement_fee_rate = fields.Float(
        string="Provider's Fee (%)",
        digits=(6, 3),
        help="Percent of the takings that the provider keeps, with any PPN.",
    )
