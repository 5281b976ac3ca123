from odoo import api, fields, models
from odoo.exceptions import UserError


class BakeryTaxRate(models.Model):
    _name = "bakery.tax.rate"
    _description = "Tax Rate or Threshold"
    _order = "code, region, date_from desc"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Names the rule that reads this value, such as umkm_rate."
    )
    region = fields.Char(help="City or province, for rules that each of them sets.")
    date_from = fields.Date(string="In Force From", required=True)
    value = fields.Float(
        digits=(16, 6), help="Percentage, amount in rupiah or day of the month."
    )
    source = fields.Char(required=True, help="Law or regulation that says so.")

    _one_a_day = models.UniqueIndex(
        "(code, COALESCE(region, ''), date_from)",
        "There is already a value of this rule from that day on.",
    )

    @api.model
    def _value(self, code, date, region=None):
        """Return the value of the rule ``code`` that is in force on ``date``.

        :raise UserError: when none is.
        """
        rate = self.search(
            [
                ("code", "=", code),
                ("region", "=", region or False),
                ("date_from", "<=", date),
            ],
            order="date_from desc",
            limit=1,
        )
        if not rate:
            raise UserError(
                self.env._(
                    "The tax rule “%(code)s” has no value for %(date)s. Add one under"
                    " Accounting > Configuration > Tax Rates and Thresholds.",
                    code=code,
                    date=fields.Date.to_string(date),
                )
            )
        return rate.value
