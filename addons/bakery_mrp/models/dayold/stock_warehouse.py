import logging
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_logger = logging.getLogger(__name__)


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    closing_hour = fields.Float(
        string="Business Day Ends",
        default=21.0,
        help="Hour of the day, in the outlet's own time zone, at which it closes. "
        "Goods without lots are of the day before from then on.",
    )

    @api.constrains("closing_hour")
    def _check_closing_hour(self):
        for outlet in self:
            if not 0 <= outlet.closing_hour < 24:
                raise ValidationError(
                    self.env._(
                        "The business day of %(outlet)s ends between 00:00 and 23:59.",
                        outlet=outlet.display_name,
                    )
                )

    def _zone(self):
        """Return the time zone that the outlet lives in."""
        self.ensure_one()
        # Opening hours come with the web shop, on which baking does not depend.
        hours = self.opening_hours if "opening_hours" in self._fields else None
        name = (
            (hours and hours.tz)
            or self.partner_id.tz
            or self.company_id.resource_calendar_id.tz
            or "UTC"
        )
        return ZoneInfo(name)

    def _last_closing(self, moment):
        """Return when the outlet closed last, at a moment; both in UTC."""
        self.ensure_one()
        zone = self._zone()
        local = moment.replace(tzinfo=timezone.utc).astimezone(zone)
        minutes = round(self.closing_hour * 60)
        hour = time(minutes // 60 % 24, minutes % 60)
        closing = datetime.combine(local.date(), hour, zone)
        if closing > local:
            closing = datetime.combine(local.date() - timedelta(days=1), hour, zone)
        return closing.astimezone(timezone.utc).replace(tzinfo=None)

    @api.model
    def _cron_turn_dayold(self):
        """Turn what is a day old in every outlet, each for itself.

        Called every hour: what is due by then depends on the hour of each outlet.
        """
        outlets = self.search([("company_id.dayold_goods", "=", True)])
        self.env["ir.cron"]._commit_progress(remaining=len(outlets))
        for outlet in outlets:
            try:
                with self.env.cr.savepoint():
                    self.env["bakery.dayold"]._turn(outlet)
            except Exception:
                # One outlet's trouble is not that of the others.
                _logger.exception("Day-old goods of %s were not turned", outlet.name)
            self.env["ir.cron"]._commit_progress(1)
