from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.pos_payment_method import SETTLEMENT_KINDS


class BakeryTaxProfileMethod(models.TransientModel):
    _name = "bakery.tax.profile.method"
    _description = "Payment Method of a Tax Profile"

    profile_id = fields.Many2one(
        "bakery.tax.profile", required=True, ondelete="cascade"
    )
    method_id = fields.Many2one(
        "pos.payment.method", string="Payment Method", required=True
    )
    # Methods of two outlets often share a name; tills are not the accountant's to read.
    outlets = fields.Char(compute="_compute_outlets", compute_sudo=True)
    settlement_kind = fields.Selection(SETTLEMENT_KINDS, string="Paid Out By")
    settlement_fee_rate = fields.Float(
        string="Fee (%)",
        digits=(6, 3),
        compute="_compute_settlement_fee_rate",
        store=True,
        readonly=False,
        precompute=True,
        help="Percent of the takings that the provider keeps, with any PPN.",
    )

    @api.depends("method_id")
    def _compute_outlets(self):
        for row in self:
            row.outlets = ", ".join(row.method_id.config_ids.mapped("name"))

    @api.depends("settlement_kind")
    def _compute_settlement_fee_rate(self):
        rates, today = self.env["bakery.tax.rate"], fields.Date.context_today(self)
        for row in self:
            method = row.method_id
            row.settlement_fee_rate = method.settlement_fee_rate
            if row.settlement_kind and row.settlement_kind != method.settlement_kind:
                row.settlement_fee_rate = rates._value(
                    f"fee_{row.settlement_kind}", today
                )

    @api.constrains("settlement_fee_rate")
    def _check_settlement_fee_rate(self):
        for row in self:
            if not 0 <= row.settlement_fee_rate < 50:
                raise ValidationError(
                    self.env._(
                        "The fee of %(method)s must lie between 0 and 50 percent.",
                        method=row.method_id.name,
                    )
                )
