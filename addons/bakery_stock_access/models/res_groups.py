from odoo import api, models

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.ondelete(at_uninstall=True)
    def _unlink_leaving_roles(self):
        """Let an addon that goes take its groups: roles that stay get their own."""
        if not self.env.context.get(MODULE_UNINSTALL_FLAG):
            return
        Role = self.env["bakery.access.role"].with_context(active_test=False)
        roles = Role.search([("group_id", "in", self.ids)])
        roles.group_id = False
        roles._ensure_group()
        for role in roles:
            role._apply_rights(self.env["bakery.access.right"])
        roles.assignment_ids.user_id._apply_roles()
