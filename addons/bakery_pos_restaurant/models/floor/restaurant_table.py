from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# Names are no part of the patch beside this file.
class RestaurantTable(models.Model):
    _inherit = "restaurant.table"

    table_name = fields.Char(
        size=24, help="Shown instead of the number, such as VIP-1."
    )

    @api.depends("table_name")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for table in self.filtered("table_name"):
            table.display_name = f"{table.floor_id.name}, {table.table_name}"
        return result

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "table_name"]
