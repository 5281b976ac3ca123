from odoo import fields, models

# Goods leave the bakery for good there, or never were in it.
OUT_OF_REACH = ("inventory", "supplier")


class StockLocation(models.Model):
    _inherit = "stock.location"

    is_quarantine = fields.Boolean(
        string="Quarantine",
        help="Lots on hold may be brought here. Keep such a place outside the stock of"
        " the warehouse when nothing of it is to count as available.",
    )

    def _takes_held_lots(self):
        """Return whether a lot on hold may be brought here.

        It may go back to its vendor, be scrapped or counted away, and be set aside: in
        a quarantine, or in a place that no warehouse sells or bakes from.
        """
        self.ensure_one()
        if self.usage == "internal":
            return self.is_quarantine or not self.warehouse_id
        return self.usage in OUT_OF_REACH
