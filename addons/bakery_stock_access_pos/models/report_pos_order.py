from odoo import api, models

from odoo.addons.bakery_stock_access.models.product_template import sees_costs

from .costs import COSTS


class ReportPosOrder(models.Model):
    _inherit = "report.pos.order"

    @api.model
    def _fields_of_costs(self):
        return set() if sees_costs(self.env) else COSTS

    def _has_field_access(self, field, operation):
        """Hide costs from those whose roles do not show them."""
        return super()._has_field_access(field, operation) and (
            field.name not in COSTS or sees_costs(self.env)
        )
