from odoo import models
from odoo.exceptions import UserError


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def action_confirm(self):
        """Bake only from approved formulas, where formulas are approved."""
        self._check_formulas_approved()
        return super().action_confirm()

    def _check_formulas_approved(self):
        """Raise when an order would be baked from a formula nobody has approved.

        That is the formula of the order, or one of a dough mixed within it: without
        its formula the dough itself would be consumed.
        """
        checked = self.filtered("company_id.formula_approval")
        formulas = checked.bom_id
        doughs = checked.move_raw_ids.product_id
        if doughs:
            found = checked.bom_id._bom_find(doughs, bom_type="phantom")
            rest = doughs.filtered(lambda product: not found[product])
            formulas |= self.env["mrp.bom"].search(
                [
                    ("type", "=", "phantom"),
                    ("is_formula", "=", True),
                    ("company_id", "in", [False, *checked.company_id.ids]),
                    "|",
                    ("product_id", "in", rest.ids),
                    ("product_tmpl_id", "in", rest.product_tmpl_id.ids),
                ]
            )
        for formula in formulas:
            if formula.is_formula and formula.formula_state != "approved":
                raise UserError(
                    self.env._(
                        "The formula %(formula)s is not approved yet: a formula owner "
                        "has to approve it before it is baked.",
                        formula=formula.display_name,
                    )
                )
