from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _waste_domain(self):
        """Return the domain of the waste that the user may see.

        Where roles say who works in which warehouse, the waste of others is hidden.
        """
        if hasattr(self, "_in_warehouses"):
            return self._in_warehouses("warehouse_id")
        return []
