from odoo import api, fields, models
from odoo.exceptions import UserError

BY_PLAN = {"bake_plan_id", "bake_plan_line_id"}


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    bake_plan_id = fields.Many2one(
        "bakery.bake.plan", index=True, readonly=True, ondelete="restrict"
    )
    bake_plan_line_id = fields.Many2one(
        "bakery.bake.plan.line",
        index=True,
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    _one_order_per_line = models.UniqueIndex(
        "(bake_plan_line_id) WHERE bake_plan_line_id IS NOT NULL",
        "This line of the bake plan has its order already: reload the page.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the lines of a bake plan to the plan; backorders stay in it."""
        if not self.env.su:
            for vals in vals_list:
                vals.pop("bake_plan_line_id", None)
        return super().create(vals_list)

    def write(self, vals):
        """Leave the link to a bake plan to the plan."""
        if BY_PLAN & set(vals) and not self.env.su:
            raise UserError(self.env._("Only the bake plan itself links orders to it."))
        return super().write(vals)

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
