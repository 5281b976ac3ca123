from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# Why guests get their money back is a subject of its own.
class PosSession(models.Model):
    _inherit = "pos.session"

    @api.model
    def _load_pos_data_models(self, config):
        return [*super()._load_pos_data_models(config), "bakery.refund.reason"]
