from odoo import fields, models
from odoo.exceptions import AccessError


class PosConfig(models.Model):
    _inherit = "pos.config"

    receipt_printer_id = fields.Many2one(
        "bakery.printer",
        check_company=True,
        index="btree_not_null",
        help="The server writes and prints the receipts of this till, instead of the"
        " tablet. Without a connection, the tablet prints as before.",
    )

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
