from odoo import fields, models


class VendorDelayReport(models.Model):
    """Names the order line, which Odoo's query has; record rules ask for it."""

    _inherit = "vendor.delay.report"

    purchase_line_id = fields.Many2one(
        "purchase.order.line", readonly=True, export_string_translation=False
    )
