from odoo import fields, models


class BakeryWaste(models.Model):
    _inherit = "bakery.waste"

    qc_inspection_id = fields.Many2one(
        "qc.inspection",
        string="Failed Check",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _system_names(self):
        return super()._system_names() | {"qc_inspection_id"}
