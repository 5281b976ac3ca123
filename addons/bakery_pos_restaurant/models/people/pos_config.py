from odoo import models


# pylint: disable=consider-merging-classes-inherited
# Who works at a till is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    def _outlet_zone(self):
        """Return the name of the time zone in which the till sells."""
        self.ensure_one()
        outlet = self.picking_type_id.warehouse_id.partner_id
        return outlet.tz or self.company_id.partner_id.tz or "Asia/Jakarta"

    def _has_employee(self, employee):
        """Return whether ``employee`` sells at this till."""
        self.ensure_one()
        return bool(employee.filtered_domain(self._employee_domain(self.env.uid)))
