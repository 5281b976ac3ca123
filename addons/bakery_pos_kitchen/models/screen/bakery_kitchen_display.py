from secrets import token_hex

from odoo import api, fields, models

CHANNEL = "bakery_kitchen_"


class BakeryKitchenDisplay(models.Model):
    """A screen of the kitchen, as many devices may show it."""

    _name = "bakery.kitchen.display"
    _description = "Kitchen Screen"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    station_ids = fields.Many2many(
        "bakery.kitchen.station", string="Stations", check_company=True
    )
    mode = fields.Selection(
        [
            ("prep", "Preparation"),
            ("expo", "Expo"),
            ("customer", "Board for guests"),
        ],
        required=True,
        default="prep",
    )
    layout = fields.Selection(
        [("grid", "Grid"), ("columns", "Columns"), ("list", "List")],
        required=True,
        default="grid",
    )
    sound = fields.Boolean(default=True)
    auto_clear_min = fields.Integer(
        string="Clear After",
        help="Minutes after which what is ready leaves this screen; 0 for never.",
    )
    show_tables = fields.Boolean(
        string="Tables on the Board",
        help="The board for guests also shows orders that are brought to a table.",
    )
    secret = fields.Char(copy=False, readonly=True, groups="base.group_system")
    device_ids = fields.One2many("bakery.kitchen.device", "display_id")
    device_count = fields.Integer(compute="_compute_devices", string="Devices")
    last_seen = fields.Datetime(compute="_compute_devices")

    _secret = models.Constraint("UNIQUE (secret)", "A screen has its own channel.")
    _check_clear = models.Constraint(
        "CHECK (auto_clear_min >= 0)", "Minutes are not negative."
    )

    @api.depends("device_ids.last_seen", "device_ids.revoked_at")
    def _compute_devices(self):
        for display in self:
            devices = display.device_ids.filtered(lambda d: d.state == "paired")
            display.device_count = len(devices)
            display.last_seen = max(
                devices.filtered("last_seen").mapped("last_seen"), default=False
            )

    def _channel(self):
        # sudo: only who shows the screen is told its secret.
        own = self.sudo()
        if not own.secret:
            own.secret = token_hex(32)
        return CHANNEL + own.secret

    @api.model
    def _of_channel(self, channel):
        """Return the screen to which a channel of the bus belongs, or none."""
        secret = channel[len(CHANNEL) :]
        if not secret:
            return self.browse()
        # sudo: the secret is the proof.
        return self.sudo().search([("secret", "=", secret)], limit=1)

    def _shown_stations(self):
        """Return the stations whose tickets are shown; an expo shows all."""
        self.ensure_one()
        making = self.station_ids.filtered(lambda station: not station.is_expo)
        if making:
            return making
        if self.mode == "prep" and not self.station_ids:
            return making
        stations = self.env["bakery.kitchen.station"]._making(self.company_id)
        tills = self.station_ids.pos_config_ids
        return stations.filtered(
            lambda station: (
                not tills
                or not station.pos_config_ids
                or station.pos_config_ids & tills
            )
        )

    def _rotate(self):
        """Take the channel away from whoever knew it; the others read the new one."""
        for display in self:
            display._bus_send_kitchen("bakery_kitchen_revoked", {})
            display.secret = token_hex(32)

    def _bus_send_kitchen(self, kind, message):
        # The record is the channel: its name is worth nothing to others.
        self.env["bus.bus"]._sendone(self, kind, message)

    def action_pair(self):
        """Open the code for one more device."""
        self.ensure_one()
        return self.env["bakery.kitchen.device"]._new_code(self)
