from datetime import datetime, time, timedelta

import pytz

from odoo import models


# pylint: disable=consider-merging-classes-inherited
# Which hour it is where a warehouse stands is a subject of its own.
class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _address_zone(self):
        """Return the time zone of the address, else of the company or the user."""
        name = self.partner_id.tz or self.company_id.partner_id.tz
        return pytz.timezone(name or self.env.user.tz or "UTC")

    def _moment(self, day, hour):
        """Return local ``hour`` (a float) of ``day`` as a naive time in UTC."""
        local = datetime.combine(day, time()) + timedelta(minutes=round(hour * 60))
        moment = self._address_zone().localize(local).astimezone(pytz.utc)
        return moment.replace(tzinfo=None)
