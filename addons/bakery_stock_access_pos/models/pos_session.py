from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"
    _hidden_by_warehouse = True

    def _validate_session(self, *args, **kwargs):
        """Close the till with its goods and entries, which cashiers need not see.

        Only who may write the session gets here; the goods it moves and the entries
        it makes follow from its orders.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return super()._validate_session(*args, **kwargs)
        self.check_access("write")
        # sudo: see above; the cashier stays the author.
        return super(PosSession, self.sudo())._validate_session(*args, **kwargs)
