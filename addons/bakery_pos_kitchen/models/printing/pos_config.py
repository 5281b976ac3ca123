from odoo import models
from odoo.exceptions import AccessError


class PosConfig(models.Model):
    _inherit = "pos.config"

    def failing_printers(self):
        """Return the spool printers of the till's company that fail; called by tills.

        :return: as ``bakery.printer._alert``, a list; two queries
        :raise AccessError: for others than users of the point of sale
        """
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(
                self.env._("Only users of the point of sale hear of its printers.")
            )
        self.check_access("read")
        # sudo: tills learn names and faults, not addresses.
        printers = self.env["bakery.printer"].sudo()
        failing = printers.search(
            [("state", "=", "down"), ("company_id", "in", self.company_id.ids)]
        )
        return [printer._alert() for printer in failing]
