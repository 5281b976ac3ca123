from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# The floor is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    live_floor = fields.Boolean(
        string="Café Floor",
        help="Tables show what state they are in, since when, and for how much; orders"
        " are handed over to other waiters, and goods belong to seats.",
    )

    @api.model
    def _load_pos_data_read(self, records, config):
        """Tell the till the server's time, and whether the user may write tables."""
        rows = super()._load_pos_data_read(records, config)
        if rows:
            tables = self.env["restaurant.table"]
            rows[0]["_links_tables_by_call"] = not tables.has_access("write")
            rows[0]["_server_now"] = fields.Datetime.now()
        return rows
