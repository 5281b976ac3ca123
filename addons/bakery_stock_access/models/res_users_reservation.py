from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    # Reservations are a subject of their own, beside the rights in res_users.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    def _visible_reservations(self):
        """Return the domain of reservations by deal; for record rules.

        Sales sees the reservations of the deals it sees, the warehouse all that hold
        goods there.
        """
        own = Domain("user_id", "=", self.id)
        if self._is_governed():
            whole = {"crm_all", "inventory_view"}
            if any(grant.rights & whole for grant in self._access_grants()):
                return Domain.TRUE
            return own
        if self.has_group("sales_team.group_sale_salesman") and not (
            self.has_group("sales_team.group_sale_salesman_all_leads")
            or self.has_group("stock.group_stock_user")
        ):
            return own | Domain("user_id", "=", False)
        return Domain.TRUE
