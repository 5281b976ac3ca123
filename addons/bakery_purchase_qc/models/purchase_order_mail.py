from datetime import timedelta

from odoo import api, fields, models

TEMPLATE = "bakery_purchase_qc.mail_template_vendor_order"
REMINDER = "bakery_purchase_qc.mail_template_vendor_reminder"
CRON = "bakery_purchase_qc.ir_cron_vendor_mail"
# How far a mail is that the schedule sends.
MAIL_STATES = [("due", "Due"), ("sent", "Sent"), ("no_address", "No mail address")]


# pylint: disable=consider-merging-classes-inherited
# As purchase_order_answer: one topic, one file.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    vendor_mail = fields.Selection(
        MAIL_STATES,
        string="Mail to Vendor",
        readonly=True,
        copy=False,
        help="The order goes out by itself when it is approved.",
    )
    vendor_reminded_on = fields.Date(readonly=True, copy=False)

    def button_approve(self, force=False):
        before = self.filtered(lambda order: order.state != "purchase")
        result = super().button_approve(force=force)
        before.filtered(
            lambda order: (
                order.state == "purchase"
                and order.company_id.purchase_control
                and order.company_id.purchase_send_order
            )
        )._ask_vendor()
        return result

    @api.model
    def _trigger_vendor_mail(self):
        # sudo: whoever buys sets the machinery going, after this is committed.
        self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _cron_vendor_mail(self):
        """Send the orders that are due and remind vendors who have not answered.

        Each order is a transaction of its own: its mail and the note that it was
        sent are kept together, and the failure of one leaves the others.
        """
        due = self.search([("vendor_mail", "=", "due"), ("state", "=", "purchase")])
        waiting = self._to_remind()
        returns = self.env["stock.picking"].search([("return_mail", "=", "due")])
        self.env["ir.cron"]._commit_progress(
            remaining=len(due) + len(waiting) + len(returns)
        )
        for order in due:
            self._mail_to_vendor(order, order._send_to_vendor)
        for order in waiting:
            self._mail_to_vendor(order, order._remind_vendor)
        for picking in returns:
            self._mail_to_vendor(picking, picking._send_return_note)

    @api.model
    def _mail_to_vendor(self, record, send):
        """Send one mail; try again soon when somebody is at work on its document.

        The document is locked before its PDF is drawn, which takes a second or two:
        a change in between would throw the mail away.
        """
        if record.try_lock_for_update():
            send()
        else:
            self._trigger_vendor_mail()
        self.env["ir.cron"]._commit_progress(1)

    def _send_to_vendor(self):
        self.ensure_one()
        order = self.with_context(lang=self.partner_id.lang, skip_validation_check=True)
        if not order.partner_id.email:
            order.vendor_mail = "no_address"
            order.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=(order.user_id or order.create_uid).id,
                summary=self.env._("The vendor has no mail address"),
                note=self.env._(
                    "Send the order by another way, or add an address and ask again."
                ),
            )
            return
        order.vendor_mail = "sent"
        order.env.ref(TEMPLATE).send_mail(order.id)

    def _to_remind(self):
        """Return unanswered orders whose delivery is near, not reminded before."""
        today = fields.Date.context_today(self)
        orders = self.search(
            [
                ("state", "=", "purchase"),
                ("vendor_answer", "=", "pending"),
                ("vendor_mail", "=", "sent"),
                ("vendor_reminded_on", "=", False),
                ("date_planned", "!=", False),
                ("company_id.purchase_control", "=", True),
            ]
        )
        return orders.filtered(
            lambda order: (
                order.date_planned.date()
                <= today + timedelta(order.company_id.purchase_reminder_days)
                and order.date_approve.date() < today
                and order.partner_id.email
            )
        )

    def _remind_vendor(self):
        self.ensure_one()
        order = self.with_context(lang=self.partner_id.lang, skip_validation_check=True)
        order.vendor_reminded_on = fields.Date.context_today(self)
        order.env.ref(REMINDER).send_mail(order.id)
