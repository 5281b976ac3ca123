from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# Who delivers, and how guests pay, are subjects apart.
class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    platform_preset_id = fields.Many2one(
        "pos.preset",
        compute="_compute_platform_preset_id",
        help="The till offers it for orders of this preset only: guests of the "
        "counter do not pay through a delivery platform.",
    )

    @api.depends("collector_id.kind", "collector_id.preset_id")
    def _compute_platform_preset_id(self):
        # sudo: cashiers see which orders it is for, not what the platform costs.
        for method in self.sudo():
            collector = method.collector_id
            platform = collector.kind == "platform" and collector.preset_id
            method.platform_preset_id = platform

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "platform_preset_id"]
