"""The scheduled closing of inventory never runs for a company that closes monthly.

``_cron_post_stock_valuation`` searches for companies whose period is daily and adds, on
the last day of a month, that it be monthly too: no company is both, so monthly ones are
never closed and daily ones are left out on that day. One company that cannot be closed
also stops all that come after it. Seen by running the job on the last day of a month
with one company of each kind.
"""

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.date_utils import end_of

_logger = logging.getLogger(__name__)


class ResCompany(models.Model):
    # A correction of Odoo stays in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    @api.model
    def _cron_post_stock_valuation(self):
        """Close each company whose period ends today; one failure leaves the others."""
        today = fields.Date.context_today(self)
        periods = ["daily"] + ["monthly"] * (today == end_of(today, "month"))
        domain = Domain("inventory_period", "in", periods) & (
            Domain("inventory_valuation", "!=", "real_time")
            | Domain("receipt_accrual", "=", True)
        )
        for company in self.env["res.company"].search(domain):
            company.with_company(company)._close_stock_by_schedule()

    def _close_stock_by_schedule(self):
        try:
            with self.env.cr.savepoint():
                if self._has_stock_to_close():
                    self.action_close_stock_valuation(auto_post=True)
        except UserError as error:
            _logger.info("Inventory of %s was not closed: %s", self.name, error)

    def _has_stock_to_close(self):
        """Return whether closing would post anything: Odoo raises when it would not."""
        if self.receipt_accrual:
            return bool(self._stock_rounding_gaps())
        return bool(self._action_close_stock_valuation())
