from datetime import timedelta

from odoo import api, fields, models

from .bakery_qris_charge import LIVE, MANAGER
from .midtrans import Refused, Unreachable

CHANNEL = "root.pos"
# Seconds until the provider is asked again, by how often it was asked already.
PAUSES = (5, 5, 10, 10, 15, 30, 60)
# How often a code is asked for before the cashier is told that there is none.
ATTEMPTS = 3
# A guest may pay in the last second, and the provider hear it later.
GRACE = timedelta(seconds=90)
# Charges that a lost job left behind are looked for after this.
LOST = timedelta(minutes=5)


# pylint: disable=consider-merging-classes-inherited
# What the provider is asked and what it says is a subject of its own.
class BakeryQrisCharge(models.Model):
    """Everything that leaves the house, in jobs.

    A job reads, asks the provider, and only then writes: no row is locked while others
    answer. If somebody has changed the charge meanwhile, PostgreSQL refuses the write
    and the job runs anew, with the same number at the provider.
    """

    _inherit = "bakery.qris.charge"

    def _enqueue(self, method, seconds=0, priority=10):
        """Let a job do ``method``, once for all who ask for it while it waits.

        :param int seconds: not before so many have passed
        """
        for charge in self:
            job = charge.with_delay(
                channel=CHANNEL,
                priority=priority,
                eta=seconds or None,
                identity_key=f"bakery.qris.charge:{charge.id}:{method}",
                description=f"QRIS {charge.reference}: {method}",
            )
            getattr(job, method)()

    # Jobs -----------------------------------------------------------------------------

    def _job_create(self):
        """Get the code from the provider."""
        self.ensure_one()
        if self.state != "new":
            if self.state != "paid":
                # The till gave up on it while the provider was asked.
                self._enqueue("_job_cancel")
            return
        try:
            answer = self._create_at_provider()
        except Unreachable:
            self._try_again()
        except Refused as refusal:
            self._fail(self._why_refused(refusal))
        else:
            self._heard(answer)
            if self.state == "pending" and not self.payload:
                # An answer that was lost long ago, whose code is not told again.
                self._fail(self.env._("The code was lost on its way: ask for another."))

    def _create_at_provider(self):
        method = self.payment_method_id
        client = method._qris_client()
        try:
            return client.charge(
                self.reference,
                int(self.amount),
                method.qris_minutes,
                method.qris_notify_url,
            )
        except Refused as refusal:
            # This number is known there: an answer that never arrived here.
            if refusal.code == "406":
                return client.status(self.reference)
            raise

    def _why_refused(self, refusal):
        if refusal.code == "401":
            return self.env._("The provider refuses the server key: see the method.")
        return self.env._("The provider refuses: %s", refusal)

    def _try_again(self):
        self.attempts += 1
        if self.attempts < ATTEMPTS:
            self._enqueue("_job_create", seconds=2 * self.attempts, priority=1)
        else:
            self._fail(self.env._("The provider does not answer."))

    def _fail(self, why):
        self.write({"state": "failed", "error": why})
        # What the provider made of it nevertheless, nobody shall pay.
        self._enqueue("_job_cancel")
        self._notify_till()

    def _job_check(self):
        """Ask what became of a code, and again later, until it cannot be paid."""
        self._ask()
        if self.state == "pending":
            self._enqueue(
                "_job_check", seconds=PAUSES[min(self.attempts, len(PAUSES) - 1)]
            )
            self.attempts += 1

    def _job_check_now(self):
        """Ask once, because somebody wants to know."""
        self._ask()

    def _job_cancel(self):
        """Take a code back at the provider, so that nobody pays it any more."""
        if self.state in ("paid", *LIVE):
            return
        try:
            answer = self.payment_method_id._qris_client().cancel(self.reference)
        except Unreachable:
            if not self._is_over():
                self._enqueue("_job_cancel", seconds=30)
            return
        except Refused as refusal:
            self.error = self.error or self._why_refused(refusal)
            return
        self._heard(answer)

    def _is_over(self):
        """Return whether the code cannot be paid any more, going by the clock."""
        minutes = timedelta(minutes=self.payment_method_id.qris_minutes)
        until = self.expires_at or self.create_date + minutes
        return fields.Datetime.now() > until + GRACE

    def _ask(self):
        """Ask the provider and write down what it says."""
        self.ensure_one()
        if self.state == "new" or (self.state == "paid" and not self.refund_state):
            return
        try:
            answer = self.payment_method_id._qris_client().status(self.reference)
        except Unreachable:
            self.error = self.env._("The provider does not answer.")
        except Refused as refusal:
            self.error = self._why_refused(refusal)
        else:
            self.error = False
            self._heard(answer)
        if self.state == "pending" and self._is_over():
            self.state = "expired"
            self._enqueue("_job_cancel")
        self._notify_till()

    # What the provider says -----------------------------------------------------------

    @api.model
    def _notified(self, provider, reference, notification):
        """Take what came without being asked for; return whether it is believed.

        Only that something is paid is taken from it. Of anything else the provider is
        asked itself.
        """
        if "\0" in reference:
            return False
        charge = self.search(
            [("provider", "=", provider), ("reference", "=", reference)]
        )
        client = charge and charge.payment_method_id._qris_client()
        answer = client and client.understand(notification)
        if not answer:
            return False
        if answer.state == "paid":
            charge._heard(answer)
        elif charge.state != "paid" or charge.refund_state == "owed":
            charge._enqueue("_job_check_now", priority=1)
        return True

    def _heard(self, answer):
        """Write down what the provider says; may be told twice, and in any order.

        :param Answer answer: see :mod:`.midtrans`
        """
        self.ensure_one()
        if answer.state == "paid":
            self._heard_paid(answer)
        elif answer.state == "refunded":
            if self.refund_state == "owed":
                self.refund_state = "refunded"
                self.activity_feedback(["mail.mail_activity_data_todo"])
        elif answer.state == "pending":
            self._heard_pending(answer)
        elif self.state in LIVE and answer.state:
            self.state = answer.state
            self._notify_till()

    def _heard_pending(self, answer):
        if self.state not in LIVE or not (answer.payload or self.state == "new"):
            return
        minutes = timedelta(minutes=self.payment_method_id.qris_minutes)
        first = self.state == "new"
        self.write(
            {
                "state": "pending",
                "provider_reference": answer.reference or self.provider_reference,
                "payload": self.payload or answer.payload,
                "expires_at": answer.expires or fields.Datetime.now() + minutes,
                "attempts": 0,
                "error": False,
            }
        )
        if first and self.payload:
            self._enqueue("_job_check", seconds=PAUSES[0])
            self._notify_till()

    def _heard_paid(self, answer):
        if self.state == "paid":
            return
        late = self.state not in LIVE
        self.write(
            {
                "state": "paid",
                "paid_at": fields.Datetime.now(),
                "amount_paid": self.amount if answer.amount is None else answer.amount,
                "provider_reference": answer.reference or self.provider_reference,
                "issuer": answer.issuer,
                "error": False,
            }
        )
        if not self._is_whole():
            self.error = self.env._(
                "The guest paid %(paid)s instead of %(asked)s.",
                paid=self.currency_id.format(self.amount_paid),
                asked=self.currency_id.format(self.amount),
            )
        if not self._confirm_trusted() and (late or not self._is_whole()):
            self._owe()
        self._notify_till()

    def _confirm_trusted(self):
        """Confirm what the cashier took on trust; return whether there was any."""
        payment = self.env["pos.payment"].search([("uuid", "=", self.line_uuid)])
        sold = payment.pos_order_id.state not in ("draft", "cancel", False)
        return sold and self._confirm(payment)

    def _owe(self):
        """Tell the manager that a guest has paid for nothing."""
        self.refund_state = "owed"
        managers = self.env.ref(MANAGER).all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        if managers:
            responsible = (self.session_id.user_id & managers) or managers.sorted("id")
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=responsible[0].id,
                summary=self.env._(
                    "Refund %(amount)s paid by QRIS: no sale was paid with it",
                    amount=self.currency_id.format(self.amount_paid),
                ),
            )

    def _notify_till(self):
        self.config_id._notify("QRIS_CHARGE", self._tell())

    # What nobody waits for ------------------------------------------------------------

    @api.model
    def _cron_sweep(self):
        """Take up what lost jobs left behind, and what was paid without a sale."""
        then = fields.Datetime.now() - LOST
        left = self.search(
            [("state", "in", LIVE), ("write_date", "<", then)], limit=500
        )
        for charge in left:
            charge._enqueue("_job_create" if charge.state == "new" else "_job_check")
        for charge in self.search(
            [
                ("state", "=", "paid"),
                ("payment_id", "=", False),
                ("refund_state", "=", False),
                ("session_id.state", "=", "closed"),
            ],
            limit=500,
        ):
            charge._owe()
