"""Let whoever bakes split orders and write times without a right to accounting.

``mrp_account`` gives the analytic lines of an order its new name, and those of a work
order its new time, in the rights of the user; and it copies the (empty) list of journal
entries for work in process to the part that is split off. A user of manufacturing with
no right to accounting can so make no backorder and write no time: all three are
refused. With a release that does none of it, nothing changes here; entries for work in
process belong to the order they were made for in any case.
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


# pylint: disable=consider-merging-classes-inherited
# As above.
class MrpWorkorder(models.Model):
    _inherit = "mrp.workorder"

    def _create_or_update_analytic_entry_for_record(self, value, hours):
        # Called when the time was written, for which there is a right of its own.
        orders = self.sudo()
        return super(MrpWorkorder, orders)._create_or_update_analytic_entry_for_record(
            value, hours
        )
