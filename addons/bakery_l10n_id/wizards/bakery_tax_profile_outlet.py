from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryTaxProfileOutlet(models.TransientModel):
    _name = "bakery.tax.profile.outlet"
    _description = "Outlet of a Tax Profile"

    profile_id = fields.Many2one(
        "bakery.tax.profile", required=True, ondelete="cascade"
    )
    config_id = fields.Many2one("pos.config", string="Outlet", required=True)
    tax_regime = fields.Selection(
        [
            ("pbjt", "Restaurant Tax (PBJT)"),
            ("ppn", "Value-Added Tax (PPN)"),
            ("none", "No Tax"),
        ],
        required=True,
        default="none",
    )
    price_included = fields.Boolean(
        string="Prices Include Everything",
        help="The price on the menu is what the guest pays.",
    )
    service_rate = fields.Float(
        string="Service Charge (%)",
        digits=(5, 2),
        help="Charged on the price after discount, and part of the tax base.",
    )
    takeaway_service = fields.Boolean(
        string="Service on Take-away",
        help="Charge service on the till's other presets too, such as take-away and"
        " delivery, not only on the one that it starts with.",
    )

    @api.constrains("service_rate", "tax_regime")
    def _check_service_rate(self):
        for outlet in self:
            if not 0 <= outlet.service_rate <= 30:
                raise ValidationError(
                    self.env._(
                        "The service charge of %(outlet)s must lie between 0 and 30"
                        " percent.",
                        outlet=outlet.config_id.name,
                    )
                )
            if outlet.service_rate and outlet.tax_regime == "none":
                raise ValidationError(
                    self.env._(
                        "%(outlet)s charges service and no tax. Choose the tax that"
                        " it owes, or take the service charge out.",
                        outlet=outlet.config_id.name,
                    )
                )
