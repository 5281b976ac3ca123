from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    formula_approval = fields.Boolean(
        string="Approve Formulas",
        help="Only approved formulas are baked. An approved formula is locked: it is "
        "changed by a new version that somebody approves.",
    )
    weighing_minimum = fields.Float(
        string="Smallest Weight (g)",
        digits=(16, 2),
        help="Least amount the scale can weigh, in grams. Scaling a formula warns of "
        "ingredients that fall below it. 0: no warning.",
    )

    bake_plan_requests = fields.Boolean(
        string="Request Missing Ingredients",
        help="Confirming a bake plan makes requests for quotation for what is missing.",
    )
    dispatch_daily = fields.Boolean(
        string="Dispatch to Outlets",
        help="The kitchen sends goods to its outlets on routes, by their requests and "
        "reordering rules, and the outlets confirm what arrived.",
    )
    dispatch_late_hours = fields.Float(
        string="Late after (h)",
        default=12.0,
        help="Hours after which goods on their way to or from an outlet are late.",
    )
    block_expired = fields.Boolean(
        string="Block Expired Goods",
        help="Lots that have expired are neither used in production nor delivered or "
        "sold. They can still be written off, counted, moved and returned to vendors.",
    )
    dayold_goods = fields.Boolean(
        string="Day-Old Goods",
        help="Goods that were not sold in time turn into day-old goods, as the day-old "
        "rules say: by the hour on their own, and whenever an outlet asks for it.",
    )

    def write(self, vals):
        """Show or hide at once the menus of what is switched on or off."""
        done = super().write(vals)
        if "dispatch_daily" in vals:
            self.env.registry.clear_cache()
        return done

    def _check_dispatches(self):
        """Refuse the steps of dispatches where they are not in use."""
        if not all(self.mapped("dispatch_daily")):
            raise UserError(
                self.env._(
                    "Switch on “Dispatch to Outlets” in the settings of manufacturing "
                    "first."
                )
            )

    @api.constrains("dispatch_late_hours")
    def _check_dispatch_late_hours(self):
        for company in self:
            # Said this way it refuses what is no number at all, too.
            if not 0 < company.dispatch_late_hours <= 720:
                raise ValidationError(
                    self.env._(
                        "Goods on their way are late after more than 0 and at most "
                        "720 hours."
                    )
                )

    @api.constrains("weighing_minimum")
    def _check_weighing_minimum(self):
        for company in self:
            if company.weighing_minimum < 0:
                raise ValidationError(
                    self.env._("The smallest weight of a scale cannot be negative.")
                )
