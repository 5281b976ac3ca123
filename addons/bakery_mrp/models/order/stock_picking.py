from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StockPicking(models.Model):
    _inherit = "stock.picking"

    delivery_temperature = fields.Float(
        string="Temperature (°C)",
        digits=(16, 1),
        copy=False,
        help="What was measured when the goods were handed over.",
    )
    has_delivery_temperature = fields.Boolean(
        string="Temperature Measured",
        copy=False,
        help="0 °C is a temperature too.",
    )

    @api.onchange("delivery_temperature")
    def _onchange_delivery_temperature(self):
        self.has_delivery_temperature = True

    def write(self, vals):
        """Take every temperature that is written for measured."""
        if "delivery_temperature" in vals:
            vals = {"has_delivery_temperature": True, **vals}
        return super().write(vals)

    @api.constrains("delivery_temperature")
    def _check_delivery_temperature(self):
        for picking in self:
            if not -60 <= picking.delivery_temperature <= 100:
                raise ValidationError(
                    self.env._(
                        "%(temperature)s °C cannot be the temperature of goods that "
                        "are handed over.",
                        temperature=picking.delivery_temperature,
                    )
                )

    def _action_done(self):
        """Have deliveries invoiced after they are done, not within."""
        done = super()._action_done()
        customers = self.sale_id.partner_id.commercial_partner_id
        if "delivery" in customers.mapped("invoice_deliveries"):
            # The turn runs on its own; whoever delivers starts it, no more.
            cron = self.env.ref("bakery_mrp.ir_cron_invoice_deliveries").sudo()
            cron._trigger()
        return done
