from odoo import api, fields, models

from .bakery_kitchen_station import Routing


# pylint: disable=consider-merging-classes-inherited
# What tills send to stations is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    kitchen_tickets = fields.Boolean(
        help="What is ordered goes to the stations of the kitchen, by the server's own"
        " ledger.",
    )

    @api.model
    def _load_pos_data_read(self, records, config):
        """Tell the till of which categories goods are sent to stations."""
        rows = super()._load_pos_data_read(records, config)
        if rows and config.kitchen_tickets:
            routing = config._kitchen_routing()
            rows[0]["_kitchen_category_ids"] = list(routing.by_category)
        return rows

    def _tracks_moves(self):
        return super()._tracks_moves() or self.kitchen_tickets

    def _kitchen_routing(self):
        """Return where the goods of this till are made."""
        self.ensure_one()
        # sudo: cashiers send to stations, and see them nowhere.
        return Routing(self.env["bakery.kitchen.station"].sudo()._of_config(self))
