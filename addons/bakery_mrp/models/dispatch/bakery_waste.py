from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What is lost on the way is a matter of the dispatch.
class BakeryWaste(models.Model):
    _inherit = "bakery.waste"

    dispatch_load_id = fields.Many2one(
        "bakery.dispatch.load",
        string="Lost on the Way",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _system_names(self):
        return super()._system_names() | {"dispatch_load_id"}

    def _is_place_of_goods(self):
        """What was lost on its way to an outlet lies in transit."""
        if self.dispatch_load_id:
            return self.location_id == self.dispatch_load_id._transit()
        return super()._is_place_of_goods()
