from datetime import timedelta
from secrets import randbelow, token_urlsafe

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError

from ..tokens import hash_token, holder_of

CODE_MINUTES = 5
MOST_TRIES = 5
ALIVE_SECONDS = 45
# A sign of life is worth a write only so often.
SEEN_SECONDS = 10


class BakeryKitchenDevice(models.Model):
    """A tablet or television that shows a screen without any user of Odoo.

    A manager's code of six digits lets it in once; from then on it has a token, of
    which the server keeps the hash.
    """

    _name = "bakery.kitchen.device"
    _description = "Kitchen Device"
    _order = "id desc"

    name = fields.Char(required=True, default=lambda self: self.env._("New Device"))
    display_id = fields.Many2one(
        "bakery.kitchen.display", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="display_id.company_id", store=True)
    token_hash = fields.Char(copy=False, readonly=True, groups="base.group_system")
    code_hash = fields.Char(copy=False, readonly=True, groups="base.group_system")
    code_expiry = fields.Datetime(copy=False, readonly=True)
    code_tries = fields.Integer(copy=False, readonly=True)
    paired_by = fields.Many2one("res.users", readonly=True, copy=False)
    paired_at = fields.Datetime(readonly=True, copy=False)
    last_seen = fields.Datetime(readonly=True, copy=False)
    user_agent = fields.Char(readonly=True, copy=False)
    revoked_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("pending", "Waiting"), ("paired", "Paired"), ("revoked", "Revoked")],
        compute="_compute_state",
    )

    _token = models.UniqueIndex("(token_hash) WHERE token_hash IS NOT NULL")
    _code = models.UniqueIndex("(code_hash) WHERE code_hash IS NOT NULL")

    @api.depends("paired_at", "revoked_at")
    def _compute_state(self):
        for device in self:
            paired = "paired" if device.paired_at else "pending"
            device.state = "revoked" if device.revoked_at else paired

    # Pairing --------------------------------------------------------------------------

    @api.model
    def _new_code(self, display):
        """Make a device that waits for a code, and return the window that shows it."""
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only managers of outlets pair devices."))
        display.check_access("write")
        now = fields.Datetime.now()
        # sudo: hashes are the server's business.
        devices = self.sudo()
        dead = devices.search([("code_hash", "!=", False), ("code_expiry", "<", now)])
        dead.code_hash = False
        code = self._free_code()
        device = devices.create(
            {
                "display_id": display.id,
                "code_hash": self._hash_code(code),
                "code_expiry": now + timedelta(minutes=CODE_MINUTES),
                "paired_by": self.env.uid,
            }
        )
        wizard = self.env["bakery.kitchen.pair"].create(
            {"device_id": device.id, "code": code}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pair a Device"),
            "res_model": "bakery.kitchen.pair",
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _free_code(self):
        """Return six digits that nobody else waits with."""
        # sudo: hashes are the server's business.
        devices = self.sudo()
        while True:
            code = f"{randbelow(1_000_000):06}"
            if not devices.search_count([("code_hash", "=", self._hash_code(code))]):
                return code

    @api.model
    def _hash_code(self, code):
        # sudo: six digits are guessed from a plain hash; this one needs the secret.
        return tools.hmac(self.env(su=True), "bakery_kitchen_pair", code)

    @api.model
    def _pair(self, code, name="", user_agent=""):
        """Return ``(device, token)`` for a right code, or nothing for a wrong one.

        Nobody says whose code he guesses, so a wrong guess counts for all that wait: at
        the fifth, they are dead. Nothing is raised, since that would undo the count.
        """
        # sudo: who pairs has no user; the code is the proof.
        devices = self.sudo()
        waiting = devices.search(
            [
                ("code_hash", "!=", False),
                ("code_expiry", ">", fields.Datetime.now()),
                ("revoked_at", "=", False),
                ("code_tries", "<", MOST_TRIES),
            ]
        )
        digest = self._hash_code(code)
        device = waiting.filtered(lambda d: tools.consteq(d.code_hash, digest))
        if not device:
            for guessed in waiting:
                guessed.code_tries += 1
                if guessed.code_tries >= MOST_TRIES:
                    guessed.code_hash = False
            return None
        token = token_urlsafe(32)
        now = fields.Datetime.now()
        device.write(
            {
                "name": name or device.name,
                "token_hash": hash_token(token),
                "code_hash": False,
                "paired_at": now,
                "last_seen": now,
                "user_agent": user_agent[:250],
            }
        )
        return device, token

    def action_revoke(self):
        """Shut the devices out at once; the screen's other devices go on.

        :return: True
        :raise AccessError: the user manages no outlets
        """
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only managers of outlets revoke devices."))
        self.check_access("write")
        # sudo: hashes and secrets are the server's business.
        own = self.sudo()
        own.write(
            {
                "revoked_at": fields.Datetime.now(),
                "token_hash": False,
                "code_hash": False,
            }
        )
        own.display_id._rotate()
        return True

    # Use ------------------------------------------------------------------------------

    @api.model
    def _of_token(self, token):
        """Return the device that a token belongs to, or none."""
        valid = [("revoked_at", "=", False), ("display_id.active", "=", True)]
        return holder_of(self, token, valid)

    def _seen(self):
        """Note a sign of life."""
        now = fields.Datetime.now()
        late = now - timedelta(seconds=SEEN_SECONDS)
        if not self.last_seen or self.last_seen < late:
            self.last_seen = now

    def _alive(self, now):
        """Return the devices that were heard of lately."""
        since = now - timedelta(seconds=ALIVE_SECONDS)
        return self.filtered(
            lambda device: (
                device.state == "paired"
                and device.last_seen
                and device.last_seen >= since
            )
        )
