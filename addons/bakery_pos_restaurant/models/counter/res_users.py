from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _seen_stock_requests(self):
        """Return the domain of the requests of outlets that the user sees; for a rule.

        Where people belong to warehouses, a request is seen by those of its outlet and
        of the warehouse that is to send the goods.
        """
        in_warehouses = getattr(self, "_in_warehouses", None)
        if in_warehouses is None:
            return Domain.TRUE
        return in_warehouses("warehouse_id", "source_id")
