from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The floor is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.model
    def _load_pos_data_read(self, records, config):
        """Tell the till whether stock's way of linking tables is open to the user."""
        rows = super()._load_pos_data_read(records, config)
        if rows:
            tables = self.env["restaurant.table"]
            rows[0]["_links_tables_by_call"] = not tables.has_access("write")
        return rows
