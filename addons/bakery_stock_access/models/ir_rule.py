from odoo import models


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """Compute domains anew each day: roles begin and end with it."""
        yield from super()._compute_domain_context_values()
        yield self.env["res.users"]._access_day()

    def _make_access_error(self, operation, records):
        """Record what a rule refused to somebody whose rights are managed here."""
        error = super()._make_access_error(operation, records)
        user = self.env.user
        if user._is_governed() or user._visible_warehouse_ids() is not None:
            # sudo: the names of rules are for the administrator.
            rules = self._get_failing(records, mode=operation).sudo()
            self.env["bakery.access.denial"]._record(
                {"rule": ", ".join(rules.mapped("name")), "operation": operation},
                records,
            )
        return error
