"""Let whoever bakes split an order without a right to accounting.

``mrp_account`` gives the analytic lines of an order its new name in the rights of the
user, and copies the (empty) list of journal entries for work in process to the part
that is split off. A user of manufacturing with no right to accounting can so make no
backorder: both are refused. With a release that does neither, nothing changes here;
entries for work in process belong to the order they were made for in any case.
"""

from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# A patch of a stock defect lives in a file of its own, to go with the defect.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    wip_move_ids = fields.Many2many(copy=False)

    def write(self, vals):
        """Rename with the right to rename alone."""
        if set(vals) == {"name"} and not self.env.su:
            self.check_access("write")
            # Checked above; the analytic lines follow the name of the order.
            return super(MrpProduction, self.sudo()).write(vals)
        return super().write(vals)
