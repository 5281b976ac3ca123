from datetime import timedelta
from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tokens import hash_token, holder_of

MANAGER = "point_of_sale.group_pos_manager"
# Held requests count as a sign of life every ten seconds.
ALIVE = timedelta(seconds=45)


class BakeryPrintAgent(models.Model):
    """A program in a shop's network that prints for a server outside of it.

    It has a token and no user. The server keeps the token's hash, so a copy of the
    database opens nothing; what it opens is the slips of the agent's own printers.
    """

    _name = "bakery.print.agent"
    _description = "Print Agent"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    printer_ids = fields.One2many("bakery.printer", "agent_id", check_company=True)
    token_hash = fields.Char(copy=False, readonly=True, groups="base.group_system")
    token_at = fields.Datetime(string="Token Since", readonly=True, copy=False)
    last_seen = fields.Datetime(readonly=True, copy=False)
    version = fields.Char(readonly=True, copy=False)
    revoked_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("new", "Has no token yet"),
            ("waiting", "Never heard of"),
            ("connected", "Connected"),
            ("away", "Away"),
            ("revoked", "Revoked"),
        ],
        compute="_compute_state",
    )

    _one_agent = models.UniqueIndex("(token_hash) WHERE token_hash IS NOT NULL")

    @api.depends("token_at", "last_seen", "revoked_at")
    def _compute_state(self):
        since = fields.Datetime.now() - ALIVE
        for agent in self:
            if agent.revoked_at:
                agent.state = "revoked"
            elif not agent.token_at:
                agent.state = "new"
            elif not agent.last_seen:
                agent.state = "waiting"
            else:
                agent.state = "connected" if agent.last_seen >= since else "away"

    def action_new_token(self):
        """Make a token and show it, once; one that was made before is dead.

        :return: the window that shows it
        :raise AccessError: the user manages no outlets
        """
        self.ensure_one()
        self._check_manager()
        token = token_urlsafe(32)
        # sudo: hashes are the server's business.
        self.sudo().write(
            {
                "token_hash": hash_token(token),
                "token_at": fields.Datetime.now(),
                "revoked_at": False,
                "last_seen": False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Token of %s", self.name),
            "res_model": "bakery.print.agent.token",
            "view_mode": "form",
            "target": "new",
            # In the window only: it is not written down anywhere.
            "context": {"default_agent_id": self.id, "default_token": token},
        }

    def action_revoke(self):
        """Shut the agents out at once; what they were printing goes on.

        :return: True
        :raise AccessError: the user manages no outlets
        """
        self._check_manager()
        # sudo: hashes are the server's business.
        self.sudo().write({"token_hash": False, "revoked_at": fields.Datetime.now()})
        return True

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only managers of outlets give and take tokens.")
            )
        self.check_access("write")

    @api.model
    def _of_token(self, token):
        """Return the agent that a token belongs to, or none."""
        return holder_of(self, token)
