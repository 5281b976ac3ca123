from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _at_kitchen_tills(self, path):
        """Return the domain of what belongs to tills the user sees; for record rules.

        Whatever binds the user to some tills binds here, too, also a user who may see
        the figures of a kitchen and nothing else of its till.

        :param str path: path to a ``pos.config``
        """
        rules = self.with_user(self).env["ir.rule"]
        return Domain(path, "any!", rules._compute_domain("pos.config", "read"))
