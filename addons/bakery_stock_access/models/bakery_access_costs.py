from odoo import api, models

from ..form_arch import without_fields


def sees_costs(env):
    """Return whether the roles of the caller show what goods cost."""
    return env.su or env.user._holds_right("cost_view")


class BakeryAccessCosts(models.AbstractModel):
    """Hides what goods cost from those whose roles do not show it.

    A model names the fields in ``_cost_fields``; they are read by nobody else, and no
    view shows them.
    """

    _name = "bakery.access.costs"
    _description = "Hidden Costs"

    _cost_fields = frozenset()

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Leave the fields out, since the web client stumbles over them."""
        result = super().get_view(view_id, view_type, **options)
        if sees_costs(self.env):
            return result
        return {**result, "arch": without_fields(result["arch"], self._cost_fields)}

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (
            field.name not in self._cost_fields or sees_costs(self.env)
        )
