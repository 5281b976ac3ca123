from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    invoice_deliveries = fields.Selection(
        [
            ("manual", "By hand"),
            ("delivery", "When delivered"),
            ("week", "Once a week"),
            ("month", "Once a month"),
        ],
        default="manual",
        help="How what was delivered is invoiced: by hand, by itself with each "
        "delivery, or all of a week (until Sunday) or month on one invoice. What is "
        "ordered for delivery and not delivered is not invoiced.",
    )

    @api.model
    def _commercial_fields(self):
        return super()._commercial_fields() + ["invoice_deliveries"]
