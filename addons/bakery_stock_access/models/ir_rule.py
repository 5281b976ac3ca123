from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """Compute domains anew each day: roles begin and end with it."""
        yield from super()._compute_domain_context_values()
        yield self.env["res.users"]._access_day()

    def _make_access_error(self, operation, records):
        """Record what a rule refused to somebody bound here, and say why in a sentence.

        Odoo's own text would tell users of a warehouse about "top-secret records".
        """
        error = super()._make_access_error(operation, records)
        user = self.env.user
        if not user._is_governed() and user._visible_warehouse_ids() is None:
            return error
        # sudo: the names of rules are for the administrator.
        rules = self._get_failing(records, mode=operation).sudo()
        self.env["bakery.access.denial"]._record(
            {"rule": ", ".join(rules.mapped("name")), "operation": operation}, records
        )
        ours = rules.get_external_id().values()
        if not any(name.startswith("bakery_stock_access") for name in ours):
            return error
        model = self.env["ir.model"]._get(records._name).name
        return AccessError(
            self.env._(
                "This %(model)s is in a warehouse where you do not work, or of a kind"
                " that your roles do not let you view.",
                model=model,
            )
        )
