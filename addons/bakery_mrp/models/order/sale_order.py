import logging
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def _cron_invoice_deliveries(self):
        """Invoice what was delivered to customers who are invoiced by themselves.

        One customer after the other, each committed: one whose invoice fails is left
        for the next turn with a note on the order, and stops nobody else.
        """
        orders = self._to_invoice_by_themselves()
        groups = orders.grouped(lambda x: (x.company_id, x.partner_invoice_id))
        self.env["ir.cron"]._commit_progress(remaining=len(groups))
        for group in groups.values():
            group._invoice_deliveries()
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _to_invoice_by_themselves(self):
        """Return orders with something delivered that is due for its invoice."""
        mode = "partner_id.commercial_partner_id.invoice_deliveries"
        orders = self.search(
            [
                ("state", "=", "sale"),
                ("invoice_status", "=", "to invoice"),
                (mode, "in", ["delivery", "week", "month"]),
            ]
        )
        return orders.filtered(lambda order: order._is_invoice_due())

    def _is_invoice_due(self):
        """Tell whether something delivered in a period that is over has no invoice yet.

        What was delivered is due at once for customers invoiced with each delivery,
        and after its week or month for others; a turn that did not run is made up for.
        """
        customer = self.partner_id.commercial_partner_id
        today = fields.Date.context_today(
            self.with_context(tz=self.company_id.partner_id.tz or self.env.user.tz)
        )
        begun = {
            "week": today - timedelta(days=today.weekday()),
            "month": today + relativedelta(day=1),
        }.get(customer.invoice_deliveries)
        return any(
            line.product_uom_id.compare(
                line._delivered_before(begun) - line.qty_invoiced, 0
            )
            > 0
            for line in self.order_line
        )

    def _invoice_deliveries(self):
        """Make and post the invoice of the orders of one customer."""
        try:
            with self.env.cr.savepoint():
                invoices = self._create_invoices()
                invoices.action_post()
        except UserError as error:
            _logger.info("Deliveries of %s are not invoiced: %s", self, error)
            self[:1].message_post(
                body=self.env._("The deliveries were not invoiced: %s", error)
            )
