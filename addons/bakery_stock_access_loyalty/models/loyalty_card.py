from contextlib import contextmanager

from odoo import api, models

# Where the transaction remembers that an order settles its points.
SETTLING = "bakery_stock_access_loyalty.settling"
# What a card is worth, to whom and until when.
WORTH = {"expiration_date", "partner_id", "points", "program_id"}


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    def write(self, vals):
        """Refuse to change by hand what cards are worth, which is giving money away.

        Odoo lets every salesperson do it. Whoever sells at a till changes cards by
        selling, and Odoo takes the tablet's word for what was sold.
        """
        settling = self.env.cr.precommit.data.get(SETTLING)
        cashier = self.env.user.has_group("point_of_sale.group_pos_user")
        if vals.keys() & WORTH and not settling and not cashier:
            self.env["bakery.access.right"]._require("price_edit", self)
        return super().write(vals)

    @api.model
    @contextmanager
    def _settling(self):
        """Let what runs inside change points, as the confirmation of an order does.

        Kept with the transaction: a context could be sent by a client.
        """
        data = self.env.cr.precommit.data
        before = data.get(SETTLING)
        data[SETTLING] = True
        try:
            yield
            # What is still to be written belongs to it.
            self.env.flush_all()
        finally:
            data[SETTLING] = before
