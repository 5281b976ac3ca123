from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MrpWorkcenter(models.Model):
    _inherit = "mrp.workcenter"

    mix_capacity = fields.Float(
        string="Largest Mix (kg)",
        digits=(16, 3),
        help="Most dough this mixer takes at once, in kilograms. Formulas mixed here "
        "are cut into mixes of equal size. Empty: no mixer, or no limit.",
    )

    @api.constrains("mix_capacity")
    def _check_mix_capacity(self):
        for workcenter in self:
            if workcenter.mix_capacity < 0:
                raise ValidationError(
                    self.env._(
                        "The largest mix of %(name)s cannot be negative.",
                        name=workcenter.display_name,
                    )
                )
