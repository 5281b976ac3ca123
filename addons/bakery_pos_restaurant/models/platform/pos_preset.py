from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# Who delivers, and what head office wants at all outlets, are subjects apart.
class PosPreset(models.Model):
    _inherit = "pos.preset"

    collector_ids = fields.One2many("bakery.pos.collector", "preset_id")
    platform_name = fields.Char(compute="_compute_platform_name")

    @api.depends("collector_ids.name", "collector_ids.kind")
    @api.depends_context("company")
    def _compute_platform_name(self):
        # sudo: cashiers read the name of a platform, not what it costs.
        for preset in self.sudo():
            preset.platform_name = preset._platform(self.env.company).name

    def _platform(self, company):
        """Return the delivery platform whose orders these are."""
        # sudo: as above.
        return self.sudo().collector_ids.filtered(
            lambda found: found.company_id == company and found.kind == "platform"
        )[:1]

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "platform_name"]
