from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

MANAGER = "point_of_sale.group_pos_manager"


class BakeryPrinter(models.Model):
    """A printer that the server sends slips to by itself."""

    _name = "bakery.printer"
    _description = "Spool Printer"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    transport = fields.Selection(
        [
            ("server_tcp", "From the server, by network"),
            ("agent", "By a print agent in the shop"),
            ("iot_box", "By an IoT box"),
        ],
        string="Reached",
        required=True,
        default="server_tcp",
    )
    agent_id = fields.Many2one(
        "bakery.print.agent",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="The program in the shop's network that prints for the server.",
    )
    host = fields.Char(
        string="Address", help="Name or number in the network, without http://"
    )
    port = fields.Integer(default=9100)
    width = fields.Selection(
        [("58", "58 mm"), ("80", "80 mm")],
        string="Paper",
        required=True,
        default="80",
    )
    columns = fields.Selection(
        [("32", "32"), ("42", "42"), ("48", "48")],
        string="Letters in a Line",
        required=True,
        compute="_compute_columns",
        store=True,
        readonly=False,
        precompute=True,
    )
    code_page = fields.Selection(
        [
            ("cp437", "CP437"),
            ("cp850", "CP850"),
            ("cp858", "CP858"),
            ("cp1252", "CP1252"),
        ],
        required=True,
        default="cp437",
        help="The letters the printer knows. What it lacks is printed as plain"
        " letters.",
    )
    has_status = fields.Boolean(
        string="Answers Questions",
        default=True,
        help="The printer says whether it is ready, has paper, and has printed. Switch"
        " it off for printers that stay silent: then nobody knows whether paper came"
        " out.",
    )
    has_drawer = fields.Boolean(string="Cash Drawer")
    logo = fields.Image(max_width=576, max_height=400, attachment=True)
    backup_printer_id = fields.Many2one(
        "bakery.printer",
        string="Backup",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Prints what this printer cannot, marked as redirected.",
    )
    state = fields.Selection(
        [("unknown", "Not used yet"), ("ready", "Ready"), ("down", "Failing")],
        readonly=True,
        required=True,
        default="unknown",
        copy=False,
    )
    fault = fields.Selection(selection="_select_fault", readonly=True, copy=False)
    last_seen = fields.Datetime(readonly=True, copy=False)
    down_since = fields.Datetime(readonly=True, copy=False)
    job_ids = fields.One2many("bakery.print.job", "printer_id")

    _check_port = models.Constraint(
        "CHECK (port BETWEEN 1 AND 65535)", "A port is a number from 1 to 65535."
    )

    @api.model
    def _select_fault(self):
        names = {
            "unreachable": self.env._("Cannot be reached"),
            "silent": self.env._("Does not answer"),
            "offline": self.env._("Is not ready"),
            "paper": self.env._("Out of paper"),
            "cut": self.env._("Connection lost"),
            "refused": self.env._("Refuses"),
            "lost": self.env._("Server stopped meanwhile"),
            "away": self.env._("Print agent is away"),
        }
        return list(names.items())

    @api.depends("width")
    def _compute_columns(self):
        for printer in self:
            printer.columns = "32" if printer.width == "58" else "42"

    @api.constrains("host", "active")
    def _check_host(self):
        for printer in self:
            host = printer.host or ""
            if printer.active and not host:
                raise ValidationError(
                    self.env._(
                        "Where is printer %s? Its address is missing.", printer.name
                    )
                )
            if not all(sign.isalnum() or sign in ".-_" for sign in host):
                raise ValidationError(
                    self.env._(
                        "%(host)s is no address: give the name or number of printer"
                        " %(printer)s only.",
                        host=host,
                        printer=printer.name,
                    )
                )

    @api.constrains("transport", "agent_id")
    def _check_agent(self):
        for printer in self:
            if printer.transport == "agent" and not printer.agent_id:
                raise ValidationError(
                    self.env._("Which print agent reaches printer %s?", printer.name)
                )

    @api.constrains("backup_printer_id")
    def _check_backup(self):
        if self._has_cycle("backup_printer_id"):
            raise ValidationError(
                self.env._("A printer cannot be its own backup, not even by others.")
            )

    def write(self, vals):
        """Forget the fault of a printer that is set up anew, and try at once."""
        done = super().write(vals)
        if {"host", "port", "transport", "agent_id", "has_status"} & vals.keys():
            super().write({"state": "unknown", "fault": False, "down_since": False})
        return done

    def action_test(self):
        """Print a page that shows what the printer can do."""
        self._check_manager()
        for printer in self:
            data = {
                "station": printer.name,
                "kind": "new",
                "table": self.env._("Test"),
                "fired_at": fields.Datetime.context_timestamp(
                    self, fields.Datetime.now()
                ).strftime("%d/%m/%Y %H:%M"),
                "lines": [
                    {"qty": 1, "name": "Nasi Goreng", "note": "0123456789 ABC abc é ñ"}
                ],
            }
            self.env["bakery.print.job"]._enqueue(printer, "test", data)
        return self._told(self.env._("The test page is on its way."))

    def action_drawer(self):
        """Open the cash drawer."""
        self._check_manager()
        for printer in self.filtered("has_drawer"):
            self.env["bakery.print.job"]._enqueue(printer, "drawer", {})
        return True

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only managers of outlets try printers."))
        self.check_access("write")

    def _told(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": text, "type": "info"},
        }

    def _words(self):
        """Return the words on paper, in the language of the user."""
        return {
            "fire": self.env._("FIRE"),
            "rush": self.env._("RUSH"),
            "cancel": self.env._("CANCELLED"),
            "transfer": self.env._("MOVED"),
            "reprint": self.env._("REPRINT"),
            "added": self.env._("ADDED"),
            "void": self.env._("VOID"),
            "changed": self.env._("CHANGED"),
            "moved": self.env._("MOVED"),
            "table": self.env._("Table"),
            "guests": self.env._("Guests"),
            "total": self.env._("TOTAL"),
            "change": self.env._("Change"),
            "copy": self.env._("COPY"),
            "redirected": self.env._("REDIRECTED"),
        }

    def _paper(self):
        """Return what ``printing.slips`` needs to know of the printer."""
        return {"columns": int(self.columns), "code_page": self.code_page}
