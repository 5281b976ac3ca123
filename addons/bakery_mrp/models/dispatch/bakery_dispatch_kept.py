from odoo import api, models
from odoo.exceptions import UserError


class BakeryDispatchKept(models.AbstractModel):
    """Documents of which some fields are written by their steps only."""

    _name = "bakery.dispatch.kept"
    _description = "Kept by Steps"

    # Fields that no user writes, not even with the right to the document.
    _kept = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in self._kept}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and self._kept & vals.keys():
            raise UserError(
                self.env._("This changes by the steps of the dispatch, not by writing.")
            )
        return super().write(vals)

    def _lock(self):
        """Let nobody else take a step meanwhile; refuse when somebody does."""
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset()

    def _state_name(self):
        """Return the state as the user reads it."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        return states[self.state]
