from odoo import api, fields, models
from odoo.exceptions import AccessError


class BakeryTipDistributionLine(models.Model):
    """The share of one employee."""

    _name = "bakery.tip.distribution.line"
    _description = "Share of Tips"
    _order = "distribution_id, id"
    _check_company_auto = True

    distribution_id = fields.Many2one(
        "bakery.tip.distribution", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="distribution_id.company_id")
    currency_id = fields.Many2one(related="distribution_id.currency_id")
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, check_company=True
    )
    hours = fields.Float()
    points = fields.Float(default=1)
    amount = fields.Monetary(string="Share", readonly=True, copy=False)

    _one_share = models.UniqueIndex(
        "(distribution_id, employee_id)", "Each employee gets one share."
    )
    _not_negative = models.Constraint(
        "CHECK(hours >= 0 AND points >= 0)", "Hours and points cannot be negative."
    )

    def _weight(self, method):
        self.ensure_one()
        return {"equal": 1, "hours": self.hours, "points": self.points}[method]

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the shares to the distribution."""
        if not self.env.su:
            for vals in vals_list:
                vals.pop("amount", None)
        lines = super().create(vals_list)
        lines.distribution_id._check_state("draft")
        return lines

    def write(self, vals):
        """Change shares of drafts only, and no amount by hand."""
        if not self.env.su:
            if "amount" in vals:
                raise AccessError(self.env._("Shares follow from the way of sharing."))
            self.distribution_id._check_state("draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_from_drafts(self):
        self.distribution_id._check_state("draft")
