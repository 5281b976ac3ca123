from odoo import api, fields, models


class BakeryPrintAgentToken(models.TransientModel):
    """Shows a token once: it is in the window, and nowhere in the database."""

    _name = "bakery.print.agent.token"
    _description = "Token of a Print Agent"

    agent_id = fields.Many2one("bakery.print.agent", readonly=True, ondelete="cascade")
    token = fields.Char(store=False, readonly=True)
    command = fields.Char(compute="_compute_command")

    @api.depends("agent_id")
    def _compute_command(self):
        """Return what is typed on the machine in the shop."""
        for wizard in self:
            wizard.command = (
                "python3 bakery-print-agent.pyz"
                f" --server {wizard.agent_id.get_base_url()} --token-file token.txt"
            )
