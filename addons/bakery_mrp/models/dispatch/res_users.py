from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

PLANNER = "bakery_mrp.bakery_mrp_group_planner"
STOCK = "stock.group_stock_user"


# pylint: disable=consider-merging-classes-inherited
# What dispatch asks of a user is its own.
class ResUsers(models.Model):
    _inherit = "res.users"

    def _dispatch_domain(self, *paths, shared=False):
        """Return the domain of what the user may see of dispatches; for record rules.

        Where roles say who works in which warehouse, the goods of others are hidden.
        """
        if hasattr(self, "_in_warehouses"):
            return self._in_warehouses(*paths, shared=shared)
        return Domain.TRUE

    def _check_sends(self):
        """Refuse all but those who send goods from the kitchen."""
        if not self.has_group(PLANNER):
            raise AccessError(self.env._("Only planners send goods to the outlets."))

    def _check_handles(self, warehouses):
        """Refuse those who do not receive or send goods in ``warehouses``.

        These are the people of the stock, and where roles rule those who may carry
        out transfers there. Planners answer for the kitchen, not for outlets.
        """
        ids = None
        if hasattr(self, "_visible_warehouse_ids"):
            ids = self._visible_warehouse_ids()
        for warehouse in warehouses:
            may = self.has_group(STOCK) and (ids is None or warehouse.id in ids)
            if may and hasattr(self, "_holds_right"):
                may = self._holds_right("transfer_process", warehouse.id)
            if not may:
                raise AccessError(
                    self.env._(
                        "You do not handle the goods of %(place)s.",
                        place=warehouse.name,
                    )
                )
