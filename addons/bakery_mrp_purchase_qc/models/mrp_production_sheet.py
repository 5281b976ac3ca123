from odoo import models

from odoo.addons.bakery_purchase_qc.models.qc_inspection import OPEN


# pylint: disable=consider-merging-classes-inherited
# What one order shows on the tablet is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def bake_sheet(self):
        """Add the checks of the batch: those that are open first."""
        return {**super().bake_sheet(), "checks": self._bake_check_sheets()}

    def _bake_check_sheets(self):
        if not self._is_checked():
            return []
        # sudo: whoever bakes the order answers its checks; see `get_sheet`.
        checks = self.sudo().inspection_ids.filtered(lambda i: i.state != "canceled")
        checks = checks.sorted(lambda i: (i.state not in OPEN, i.id))
        return [check.get_sheet() for check in checks.with_env(self.env)]

    def _bake_card(self, zone):
        return {**super()._bake_card(zone), "checks_open": self._bake_checks_open()}

    def _bake_checks_open(self):
        """Return how many checks somebody has to answer yet."""
        if not self._is_checked():
            return 0
        # sudo: a number, for whoever bakes the order.
        states = self.sudo().inspection_ids.mapped("state")
        return states.count("ready")
