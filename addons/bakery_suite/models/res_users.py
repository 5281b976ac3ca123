from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _role_home_action(self):
        """Return the first page of the user's role (empty without a role).

        Only groups given to the user count, not those these imply: an owner is a
        cashier too, but does not begin the day at the till.
        """
        self.ensure_one()
        # sudo: users may not read groups, and this tells them nothing but a page.
        roles = self.sudo().group_ids.filtered("home_action_id")
        action = roles.sorted("sequence")[:1].home_action_id
        # The table of all actions does not know what those of one kind have.
        return action.env[action.type].browse(action.id) if action else action
