from odoo import models


# pylint: disable=consider-merging-classes-inherited
# Who works at a till is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    def _has_employee(self, employee):
        """Return whether ``employee`` sells at this till."""
        self.ensure_one()
        return bool(employee.filtered_domain(self._employee_domain(self.env.uid)))
