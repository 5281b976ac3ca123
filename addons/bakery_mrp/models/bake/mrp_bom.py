from odoo import api, fields, models
from odoo.exceptions import ValidationError


# pylint: disable=consider-merging-classes-inherited
# What is measured when it leaves the oven is a subject of its own.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    core_temperature = fields.Float(
        string="Core Temperature (°C)",
        digits=(16, 1),
        help="Least temperature in the middle of a piece that is baked through, in "
        "degrees Celsius. The baker measures it. 0: it is not measured.",
    )

    @api.constrains("core_temperature")
    def _check_core_temperature(self):
        for bom in self:
            if not 0 <= bom.core_temperature <= 150:
                raise ValidationError(
                    self.env._(
                        "The core temperature of %(formula)s is from 0 to 150 °C.",
                        formula=bom.display_name,
                    )
                )
