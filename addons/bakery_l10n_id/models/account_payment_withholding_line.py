from odoo import fields, models


class AccountPaymentWithholdingLine(models.Model):
    _inherit = "account.payment.withholding.line"

    proof_number = fields.Char(
        help="Number of the proof of withholding (bukti potong) in Coretax: ours when"
        " we withhold, the customer's when they do.",
    )
    proof_date = fields.Date()
    payment_date = fields.Date(related="payment_id.date")
    payment_state = fields.Selection(related="payment_id.state")
    partner_id = fields.Many2one(related="payment_id.partner_id")
    partner_vat = fields.Char(string="NPWP", related="payment_id.partner_id.vat")
    payment_type = fields.Selection(related="payment_id.payment_type")
