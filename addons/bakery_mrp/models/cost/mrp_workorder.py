from odoo import models
from odoo.tools.date_utils import sum_intervals
from odoo.tools.intervals import Intervals


class MrpWorkorder(models.Model):
    _inherit = "mrp.workorder"

    def _cal_cost(self, date=False):
        """Add the wages of the crew to the cost of the time spent."""
        total = super()._cal_cost(date)
        for order in self:
            if rate := order.workcenter_id._crew_hour():
                total += order._hours(date) * rate
        return total

    def _hours(self, date=False):
        """Return the hours of work that count, as ``_cal_cost`` counts them."""
        if self._should_estimate_cost():
            return self.duration_expected / 60
        times = self.time_ids.filtered(
            lambda t: t.date_end and (not date or t.date_end < date)
        )
        # Times of several people at once count once: the crew is in the rate.
        return sum_intervals(Intervals((t.date_start, t.date_end, t) for t in times))
