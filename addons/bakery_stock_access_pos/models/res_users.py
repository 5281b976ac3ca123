from odoo import api, models, tools
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _at_tills(self, path):
        """Return the domain of what belongs to tills the user sees; for record rules.

        :param str path: path to a ``pos.config``.
        """
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        return Domain(path, "in", self._tills_of(tuple(ids)))

    @api.model
    @tools.ormcache("warehouse_ids")
    def _tills_of(self, warehouse_ids):
        """Return ids of the tills of these warehouses, and of those that have none.

        Numbers instead of a path to the warehouse: a sale looks at the rules of its
        documents dozens of times, and took a tenth longer with the path.
        """
        # sudo: domains of rules are made for the user, not by them.
        Till = self.env["pos.config"].sudo().with_context(active_test=False)
        wanted = [*warehouse_ids, False]
        return Till.search([("picking_type_id.warehouse_id", "in", wanted)]).ids
