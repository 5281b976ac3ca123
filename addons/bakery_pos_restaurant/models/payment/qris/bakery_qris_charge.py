from math import isfinite

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

MANAGER = "point_of_sale.group_pos_manager"
LIVE = ("new", "pending")
# The most that one payment by QRIS may be, in rupiah: Bank Indonesia, PADG 24/1/2022.
MOST = 10_000_000
LONGEST_UUID = 40


class BakeryQrisCharge(models.Model):
    """One payment by QRIS with a code of its own: asked for, shown, paid or not.

    The row is an outbox. The till writes it, a job asks the provider for the code, and
    the provider's word on it comes by notification or by asking; no guest waits for the
    network of others within a sale. The till hears on the bus, and asks this server.
    What is paid is paid: if the till had given up on it, it is owed back to the guest.
    """

    _name = "bakery.qris.charge"
    _description = "QRIS Payment"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "id desc"
    _rec_name = "reference"
    _mail_post_access = "read"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True, index=True
    )
    session_id = fields.Many2one(
        "pos.session", required=True, readonly=True, index=True, ondelete="cascade"
    )
    payment_method_id = fields.Many2one(
        "pos.payment.method", required=True, readonly=True, index=True
    )
    order_uuid = fields.Char(readonly=True)
    line_uuid = fields.Char(string="Payment Line", required=True, readonly=True)
    payment_id = fields.Many2one("pos.payment", readonly=True)
    order_id = fields.Many2one(related="payment_id.pos_order_id", string="Sale")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(readonly=True)
    amount_paid = fields.Monetary(readonly=True)
    state = fields.Selection(
        [
            ("new", "Asked for"),
            ("pending", "Shown"),
            ("paid", "Paid"),
            ("expired", "Expired"),
            ("cancelled", "Cancelled"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="new",
        tracking=True,
    )
    refund_state = fields.Selection(
        [("owed", "To Refund"), ("refunded", "Refunded")],
        string="Refund",
        readonly=True,
        tracking=True,
        help="Paid, but no sale was: after the till had given up, or another sum.",
    )
    provider = fields.Char(required=True, readonly=True)
    reference = fields.Char(string="Our Number", required=True, readonly=True)
    provider_reference = fields.Char(string="Provider's Number", readonly=True)
    issuer = fields.Char(string="Paid With", readonly=True)
    payload = fields.Char(string="Code", readonly=True)
    expires_at = fields.Datetime(string="Valid Until", readonly=True)
    paid_at = fields.Datetime(string="Paid On", readonly=True)
    attempts = fields.Integer(readonly=True)
    error = fields.Char(string="Reason", readonly=True)

    _line_uniq = models.Constraint(
        "unique (line_uuid)", "A payment line has one QRIS code."
    )
    _reference_uniq = models.Constraint(
        "unique (provider, reference)", "A number is given to a provider once."
    )
    _provider_reference_uniq = models.UniqueIndex(
        "(provider, provider_reference) WHERE provider_reference IS NOT NULL",
        "What a provider was paid counts once.",
    )
    _payment_uniq = models.UniqueIndex(
        "(payment_id) WHERE payment_id IS NOT NULL",
        "A QRIS payment pays one payment line.",
    )
    _live = models.Index("(id) WHERE state IN ('new', 'pending')")
    _check_amount = models.Constraint(
        "CHECK (amount > 0)", "What is paid by QRIS is more than nothing."
    )

    # What tills ask -------------------------------------------------------------------

    @api.model
    def request_code(self, session_id, method_id, order_uuid, line_uuid, amount):
        """Ask for the code of one payment line; for the till.

        Asked twice for a line, the same charge is told again. The provider is asked by
        a job, after this is committed.

        :param float amount: whole rupiah; what the server knows of the sale counts more
        :return: see :meth:`_tell`
        :raise UserError: the till is closed, the sale is paid, or the sum is none
        :raise AccessError: the user does not sell at this till
        """
        self._check_uuid(order_uuid)
        self._check_uuid(line_uuid)
        session, method = self._check_till(session_id, method_id)
        known = self._find(line_uuid)
        if known:
            return known._tell()
        amount = self._check_amount_asked(session, order_uuid, line_uuid, amount)
        # sudo: cashiers neither see nor write charges but by these methods.
        charges = self.sudo().with_context(
            mail_create_nolog=True, tracking_disable=True
        )
        try:
            with self.env.cr.savepoint():
                charge = charges.create(
                    {
                        "company_id": session.company_id.id,
                        "config_id": session.config_id.id,
                        "session_id": session.id,
                        "payment_method_id": method.id,
                        "order_uuid": order_uuid,
                        "line_uuid": line_uuid,
                        "currency_id": session.currency_id.id,
                        "amount": amount,
                        "provider": method.qris_provider,
                        "reference": f"POS-{line_uuid}",
                    }
                )
        except UniqueViolation as error:
            # The same request, a moment earlier: Odoo runs this one anew and finds it.
            raise ConcurrencyError(line_uuid) from error
        charge._enqueue("_job_create", priority=1)
        return charge._tell()

    @api.model
    def poll_code(self, line_uuid):
        """Tell how the charge of a payment line stands; for the till, as it waits.

        :return: see :meth:`_tell`; empty where there is none
        """
        return self._of_till(line_uuid)._tell()

    @api.model
    def check_code(self, line_uuid):
        """Let the provider be asked now; the answer comes later, by bus and poll.

        :return: see :meth:`_tell`; empty where there is none
        """
        charge = self._of_till(line_uuid)
        if charge.state and charge.state != "paid":
            charge._enqueue("_job_check_now", priority=1)
        return charge._tell()

    @api.model
    def cancel_code(self, line_uuid):
        """Give up on a charge, unless it is paid; the provider is told by a job.

        :return: see :meth:`_tell`; ``paid`` where the guest was faster
        """
        charge = self._of_till(line_uuid)
        if charge.state in LIVE:
            charge.state = "cancelled"
            charge._enqueue("_job_cancel")
        return charge._tell()

    def _tell(self):
        """Return what the till shows: nothing of the provider's but its code.

        :return: ``line_uuid``, ``state``, ``amount``, ``payload``, ``seconds``
            left to pay, ``error`` in words, ``reference`` of what is paid
        """
        if not self:
            return {}
        left = self.expires_at and (self.expires_at - fields.Datetime.now())
        state = self.state
        if state == "paid" and not self._is_whole():
            state = "failed"
        return {
            "line_uuid": self.line_uuid,
            "state": state,
            "amount": self.amount,
            "payload": self.payload or "",
            "seconds": max(0, int(left.total_seconds())) if left else 0,
            "error": self.error or "",
            "reference": self.provider_reference or "",
        }

    # Checks ---------------------------------------------------------------------------

    @api.model
    def _check_uuid(self, text):
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_UUID:
            raise UserError(
                self.env._("This payment has no identifier: load the till.")
            )

    @api.model
    def _check_seller(self):
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells at a till takes payments."))

    @api.model
    def _check_till(self, session_id, method_id):
        """Return session and method, as superuser, of a till that the user sells at."""
        self._check_seller()
        wrong = not all(type(number) is int for number in (session_id, method_id))
        session = self.env["pos.session"].browse(0 if wrong else session_id).exists()
        if not session:
            raise UserError(self.env._("This till is closed: open it first."))
        session.config_id.check_access("read")
        # sudo: methods hold more than cashiers may see, and accounts are looked up.
        session = session.sudo()
        method = session.config_id.payment_method_ids.filtered(
            lambda method: method.id == method_id
        )
        if session.state == "closed" or session.company_id not in self.env.companies:
            raise UserError(self.env._("This till is closed: open it first."))
        if not method._with_qris_code() or not method.qris_provider:
            raise UserError(self.env._("This payment method has no codes of its own."))
        return session, method

    @api.model
    def _check_amount_asked(self, session, order_uuid, line_uuid, amount):
        """Return the amount to ask for: the server's own, where it knows the sale."""
        # sudo: a sale may be another employee's; nothing of it is told.
        sale = (
            self.env["pos.order"]
            .sudo()
            .search(
                [
                    ("uuid", "=", order_uuid),
                    ("session_id.config_id.company_id", "=", session.company_id.id),
                ],
                limit=1,
            )
        )
        if sale and sale.state != "draft":
            raise UserError(self.env._("This sale is paid already."))
        saved = sale.payment_ids.filtered(lambda payment: payment.uuid == line_uuid)
        if saved:
            amount = saved.amount
        currency = session.currency_id
        number = isinstance(amount, int | float) and isfinite(amount)
        if not number or amount <= 0 or amount != int(amount):
            raise UserError(self.env._("Only whole rupiah can be paid by QRIS."))
        if amount > MOST:
            raise UserError(
                self.env._(
                    "At most %s can be paid by QRIS at once: divide the payment.",
                    currency.format(MOST),
                )
            )
        if sale and currency.compare_amounts(amount, sale.amount_total) > 0:
            raise UserError(
                self.env._("This sale is only %s.", currency.format(sale.amount_total))
            )
        return int(amount)

    @api.model
    def _find(self, line_uuid):
        """Return the charge of a line, as superuser, at a till of the user's."""
        # sudo: cashiers do not see charges; what they are told of one is in _tell.
        charge = self.sudo().search(
            [
                ("line_uuid", "=", line_uuid),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        charge.config_id.with_env(self.env).check_access("read")
        return charge

    @api.model
    def _of_till(self, line_uuid):
        self._check_seller()
        self._check_uuid(line_uuid)
        return self._find(line_uuid)

    # What charges pay -----------------------------------------------------------------

    def _of_lines(self, payments):
        """Return ``{uuid: charge}`` of payments."""
        charges = self.search([("line_uuid", "in", payments.mapped("uuid"))])
        return charges.grouped("line_uuid")

    def _is_whole(self):
        return self.currency_id.compare_amounts(self.amount, self.amount_paid) == 0

    def _is_of(self, payment):
        """Return whether the guest paid just this."""
        return (
            self.state == "paid"
            and self._is_whole()
            and self.refund_state != "refunded"
            and self.line_uuid == payment.uuid
            and self.payment_method_id == payment.payment_method_id
            and self.company_id == payment.company_id
            and self.currency_id.compare_amounts(self.amount, payment.amount) == 0
        )

    def _confirm(self, payment):
        """Let this charge pay ``payment`` if it does; return whether."""
        if not self._is_of(payment) or self.payment_id not in (
            payment,
            self.env["pos.payment"],
        ):
            return False
        self.write({"payment_id": payment.id, "refund_state": False})
        self.activity_unlink(["mail.mail_activity_data_todo"])
        payment.payment_ref_no = self.provider_reference or self.reference
        return True

    # Actions --------------------------------------------------------------------------

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager of the tills does this."))
        self.check_access("read")
        # sudo: nobody writes charges by hand.
        return self.sudo()

    def action_refunded(self):
        """Note that the guest has got the money back; for the manager of the tills.

        :raise AccessError: for anyone else
        :raise UserError: nothing is owed
        """
        charges = self._check_manager()
        for charge in charges:
            if charge.refund_state != "owed":
                raise UserError(
                    self.env._("%s is not owed to anybody.", charge.reference)
                )
        charges.refund_state = "refunded"
        charges.activity_feedback(["mail.mail_activity_data_todo"])
        return True

    def action_check(self):
        """Ask the provider what became of these; for the manager of the tills.

        :raise AccessError: for anyone else
        """
        for charge in self._check_manager():
            if charge.state != "paid":
                charge._enqueue("_job_check_now", priority=1)
        return True

    def action_open_order(self):
        """Open the sale."""
        self.ensure_one()
        return self.order_id._get_records_action()
