from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..hold.stock_lot import GROUP


class BakeryRecallPartner(models.Model):
    """A customer who has goods that are recalled, and whether they know."""

    _name = "bakery.recall.partner"
    _description = "Affected Customer"
    _order = "recall_id desc, id"
    _rec_name = "partner_id"

    recall_id = fields.Many2one(
        "bakery.recall", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, ondelete="restrict", index=True
    )
    email = fields.Char(compute="_compute_email")
    phone = fields.Char(related="partner_id.phone")
    picking_ids = fields.Many2many("stock.picking", string="Deliveries")
    goods = fields.Text(help="What they got of the affected lots.")
    state = fields.Selection(
        [("open", "To Inform"), ("queued", "Message Queued"), ("informed", "Informed")],
        compute="_compute_state",
    )
    mail_id = fields.Many2one("mail.mail", string="Queued Message", ondelete="set null")
    date_queued = fields.Datetime(string="Message Queued on")
    date_informed = fields.Datetime(string="Informed on")
    informed_by_id = fields.Many2one("res.users", string="Informed by")
    message = fields.Html(
        compute="_compute_message", help="What the message says, or would say."
    )

    _partner_unique = models.Constraint(
        "UNIQUE(recall_id, partner_id)", "A recall names each customer once."
    )

    @api.depends("partner_id.email", "picking_ids.partner_id.email")
    def _compute_email(self):
        for row in self:
            # The place of the delivery where the head office has given no address.
            partners = row.partner_id | row.picking_ids.partner_id
            row.email = next(filter(None, partners.mapped("email")), False)

    @api.depends("date_queued", "date_informed", "mail_id.state")
    def _compute_state(self):
        for row in self:
            # sudo: whoever recalls goods may not read all mail; this is of their own.
            failed = row.mail_id.sudo().state in ("exception", "cancel")
            if row.date_informed:
                row.state = "informed"
            elif row.date_queued and not failed:
                row.state = "queued"
            else:
                row.state = "open"

    @api.depends("goods", "recall_id.reason", "partner_id.lang")
    def _compute_message(self):
        template = self._template()
        bodies = template._render_field("body_html", self.ids, compute_lang=True)
        for row in self:
            row.message = bodies.get(row.id, False)

    def action_inform(self):
        """Note that the customer was told, by telephone or in person.

        :raise AccessError: for all but those who may recall goods
        :raise UserError: for a mock recall, and unless it is running
        """
        if not (self.env.su or self.env.user.has_group(GROUP)):
            raise AccessError(self.env._("Only who may recall goods does that."))
        self.check_access("read")
        for recall in self.recall_id:
            if recall.kind == "mock":
                raise UserError(
                    self.env._(
                        "%(name)s is a mock recall: nobody is told.", name=recall.name
                    )
                )
            recall._check_state("running", self.env._("told to customers"))
        # sudo: rows are written by the steps of their recall alone.
        rows = self.sudo().filtered(lambda row: not row.date_informed)
        rows.write(
            {"date_informed": fields.Datetime.now(), "informed_by_id": self.env.uid}
        )
        return True

    def _template(self):
        # sudo: the text is the same for everybody who may see the row.
        return self.env.ref("bakery_mrp.mail_template_recall").sudo()

    def _notify(self):
        """Queue one message for each row that has an address and got none.

        The mail leaves with Odoo's queue, after this was committed: nothing is sent
        twice when the database has it done again. The row is written first, so that of
        two at once the second has to start again and finds it done.
        """
        # sudo: rows are written by the steps of their recall alone.
        rows = self.sudo().filtered(lambda row: row.state == "open" and row.email)
        if not rows:
            return
        rows.date_queued = fields.Datetime.now()
        self.env.flush_all()
        mails = self._template().send_mail_batch(
            rows.ids,
            force_send=False,
            email_layout_xmlid="mail.mail_notification_light",
        )
        for row, mail in zip(rows, mails, strict=True):
            row.mail_id = mail
