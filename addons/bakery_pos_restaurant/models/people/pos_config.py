from datetime import datetime, time, timedelta

import pytz

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

    def _outlet_span(self, first, last):
        """Return begin and end (UTC) of the days ``first`` to ``last`` at the till."""
        zone = pytz.timezone(self._outlet_zone())
        return [
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (first, last + timedelta(days=1))
        ]

    def _has_employee(self, employee):
        """Return whether ``employee`` sells at this till."""
        self.ensure_one()
        return bool(employee.filtered_domain(self._employee_domain(self.env.uid)))
