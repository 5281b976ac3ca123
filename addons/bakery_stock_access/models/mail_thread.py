from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who may no longer, or never could, see the document."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self._hidden_by_warehouse or not self:
            return recipients
        uids = {data["uid"] for data in recipients if data.get("uid")}
        blind = {
            user.id
            for user in self.env["res.users"].browse(uids)
            if not self.with_user(user).has_access("read") and user._is_internal()
        }
        return [data for data in recipients if data.get("uid") not in blind]
