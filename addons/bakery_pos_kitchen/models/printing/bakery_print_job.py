import base64
from uuid import uuid4

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from ...printing import slips

USER = "point_of_sale.group_pos_user"
# A slip that still waits, for the drain and for people.
OPEN = ("queued", "sending")
KINDS = [
    ("kitchen", "Kitchen ticket"),
    ("receipt", "Receipt"),
    ("picture", "Drawn receipt"),
    ("drawer", "Cash drawer"),
    ("test", "Test page"),
]


class BakeryPrintJob(models.Model):
    """A slip on its way to paper: the only place that knows whether it was printed.

    It is written in the transaction that causes it, and sent after that has been
    committed: no sale waits for a printer, and nothing undone is printed.
    """

    _name = "bakery.print.job"
    _description = "Print Job"
    _order = "id desc"
    _rec_name = "reference"

    uuid = fields.Char(required=True, readonly=True, copy=False)
    reference = fields.Char(readonly=True, help="Short number that is on the slip.")
    printer_id = fields.Many2one(
        "bakery.printer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="printer_id.company_id", store=True, index=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    # Not an attachment: it is short, dies with its row, and needs no file of its own.
    payload = fields.Binary(attachment=False, required=True, readonly=True, copy=False)
    source = fields.Char(
        readonly=True, index="btree_not_null", help="What it was printed for."
    )
    state = fields.Selection(
        [
            ("queued", "Waiting"),
            ("sending", "Printing"),
            ("sent", "Sent"),
            ("confirmed", "Printed"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="queued",
    )
    attempts = fields.Integer(readonly=True)
    copies = fields.Integer(
        readonly=True,
        help="How often it may already have come out without our knowing.",
    )
    next_try = fields.Datetime(readonly=True)
    lease_until = fields.Datetime(readonly=True)
    sent_at = fields.Datetime(readonly=True)
    error = fields.Selection(
        selection=lambda self: self.env["bakery.printer"]._select_fault(), readonly=True
    )
    is_reprint = fields.Boolean(readonly=True)
    redirected_from = fields.Many2one(
        "bakery.printer", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _uuid = models.Constraint("UNIQUE (uuid)", "This slip has been accepted already.")
    # One in flight per printer, whichever process or machine sends: the database
    # decides, and what it holds outlives the process that died holding it. (An advisory
    # lock would free itself too early: the printer may still be printing.)
    _one_in_flight = models.UniqueIndex("(printer_id) WHERE state = 'sending'")
    _waiting = models.Index("(printer_id, id) WHERE state = 'queued'")

    @api.model
    def _enqueue(self, printers, kind, data, uuid=None, source=None, is_reprint=False):
        """Let printers print a slip, after the transaction has been committed.

        Two queries for the slips, and one job for each printer, however many slips it
        has waiting already.

        :param printers: ``bakery.printer``
        :param str kind: ``kitchen``, ``receipt``, ``picture``, ``drawer`` or ``test``
        :param dict data: see ``printing/slips.py``
        :param str uuid: what the slip is, so that it is accepted once; new if missing
        :param str source: what it is printed for, such as the uuid of a ticket
        :return: the jobs, also those of an earlier call with the same ``uuid``
        """
        # sudo: whoever may do what causes a slip causes it; the spool is the server's.
        jobs = self.sudo()
        printers = printers.sudo().filtered("active")
        uuid = uuid or str(uuid4())
        keys = {printer: f"{uuid}/{printer.id}" for printer in printers}
        known = jobs.search([("uuid", "in", list(keys.values()))])
        seen = set(known.mapped("uuid"))
        values = [
            {
                "uuid": key,
                "reference": uuid[:8],
                "printer_id": printer.id,
                "kind": kind,
                "payload": base64.b64encode(
                    self._render(printer, kind, {"reference": uuid[:8], **data})
                ),
                "source": source,
                "is_reprint": is_reprint,
            }
            for printer, key in keys.items()
            if key not in seen
        ]
        if not values:
            return known
        try:
            with self.env.cr.savepoint(), tools.mute_logger("odoo.sql_db"):
                made = jobs.create(values)
        except UniqueViolation:
            # Another request has the same slip at the same time: it prints it.
            return known
        made.printer_id._drain_soon()
        return known | made

    @api.model
    def _render(self, printer, kind, data):
        words = printer._words() | (data.get("words") or {})
        data = {**data, "words": words}
        if kind == "receipt" and printer.logo and "logo" not in data:
            data["logo"] = base64.b64decode(printer.logo)
        render = slips.RENDER["kitchen" if kind == "test" else kind]
        return render(data, **printer._paper())

    def action_reprint(self):
        """Print the slips again, marked as such, on the printer they were meant for.

        :raise UserError: when a slip still waits, since it will come out anyway
        """
        self._check_manager()
        again = self.env["bakery.print.job"]
        for job in self:
            if job.state in OPEN:
                raise UserError(
                    self.env._("Slip %s still waits to be printed.", job.reference)
                )
            again |= job._reprint()
        return again

    def _reprint(self, uuid=None):
        """Queue the same bytes once more.

        :param str uuid: of the wish, so that it is carried out once
        :return: the new slip, or the one of an earlier call with the same ``uuid``
        :raise UserError: when none of its printers is in use any more
        """
        self.ensure_one()
        meant = self.redirected_from | self.printer_id
        printer = (meant | meant.backup_printer_id).filtered("active")[:1]
        if not printer:
            raise UserError(
                self.env._("Printer %s is no longer in use.", self.printer_id.name)
            )
        key = f"{uuid or uuid4()}/{printer.id}"
        # sudo: slips are written by the spool only.
        if known := self.sudo().search([("uuid", "=", key)]):
            return known
        # sudo: as above. Two wishes at once end at the unique number; the second one's
        # request is run again by Odoo, and finds it.
        job = self.sudo().create(
            {
                "uuid": key,
                "reference": self.reference,
                "printer_id": printer.id,
                "kind": self.kind,
                "payload": self.payload,
                "source": self.source,
                "is_reprint": True,
            }
        )
        printer._drain_soon()
        return job

    def action_cancel(self):
        """Do not print what still waits; what is being printed goes on."""
        self._check_manager()
        # sudo: slips are written by the spool only.
        self.sudo().filtered(lambda j: j.state == "queued").state = "cancelled"
        return True

    def _check_manager(self):
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only managers of outlets handle slips."))
        self.check_access("read")

    def _notice(self):
        """Return the bytes that go above the slip."""
        marked = self.copies or self.redirected_from or self.is_reprint
        if self.kind == "drawer" or not marked:
            return b""
        return slips.notice(
            copy=self.copies,
            redirected=self.redirected_from.name or "",
            reprint=self.is_reprint,
            words=self.printer_id._words(),
            **self.printer_id._paper(),
        )

    def _payload_bytes(self):
        """Return what is sent to the printer."""
        return self._notice() + base64.b64decode(self.payload)

    @api.autovacuum
    def _gc_slips(self):
        """Forget slips after a month: they hold what guests ate."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        self.search([("create_date", "<", limit), ("state", "not in", OPEN)]).unlink()
