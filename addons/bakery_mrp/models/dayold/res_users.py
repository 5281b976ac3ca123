from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What is a day old is a subject of its own.
class ResUsers(models.Model):
    _inherit = "res.users"

    def _outlet_domain(self, path):
        """Return the domain of what lies in outlets the user works in.

        Where roles say who works in which warehouse, that of others is hidden.

        :param str path: leads to a ``stock.warehouse``
        """
        if hasattr(self, "_in_warehouses"):
            return self._in_warehouses(path)
        return []
