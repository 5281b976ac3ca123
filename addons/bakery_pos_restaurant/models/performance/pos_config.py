from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What people do at tills is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    track_performance = fields.Boolean(
        string="Voids, Prices and Times",
        help="Keeps what is taken off saved orders, what the price list gave at the "
        "moment, and when orders were sent and paid.",
    )
    void_reason_required = fields.Boolean(
        string="Voids Need a Reason",
        help="Who takes goods off a saved order, or cancels it, chooses a reason from "
        "a list. It counts where voids are kept.",
    )

    def _tracks_moves(self):
        """Return whether anybody asks from which line goods came to another."""
        return self.track_performance
