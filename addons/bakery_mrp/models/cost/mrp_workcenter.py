from odoo import api, fields, models
from odoo.exceptions import ValidationError

COST = "bakery_mrp.bakery_mrp_group_cost"


# pylint: disable=consider-merging-classes-inherited
# What an hour costs is a subject of its own, and seen by few.
class MrpWorkcenter(models.Model):
    _inherit = "mrp.workcenter"

    labour_hour = fields.Monetary(
        string="Wage per Hour",
        groups=COST,
        help="What one person costs for an hour, in the currency of the company.",
    )
    crew = fields.Float(
        string="People",
        default=1.0,
        digits=(16, 2),
        help="How many people work here at a time.",
    )
    overhead_basis = fields.Selection(
        [
            ("hour", "Per hour of work"),
            ("kg", "Per kilogram of dough"),
            ("percent", "Percent of the ingredients"),
        ],
        string="Overhead by",
        groups=COST,
        help="How rent, energy and the like are put on what is made here.",
    )
    overhead_rate = fields.Float(
        digits=(16, 4),
        groups=COST,
        help="Amount per hour or kilogram, or percent.",
    )

    @api.constrains("labour_hour", "crew", "overhead_rate")
    def _check_cost_rates(self):
        for workcenter in self:
            rates = (
                workcenter.labour_hour,
                workcenter.crew,
                workcenter.overhead_rate,
            )
            if min(rates) < 0:
                raise ValidationError(
                    self.env._(
                        "Wage, people and overhead of %(name)s cannot be negative.",
                        name=workcenter.display_name,
                    )
                )

    def _crew_hour(self):
        """Return what the people at the work center cost in an hour."""
        # Orders are valued whoever closes them; who may see rates is another matter.
        center = self.sudo()
        return center.labour_hour * center.crew

    def _overhead(self, hours, kilograms, material):
        """Return the overhead of ``hours``, ``kilograms`` and cost of ``material``."""
        # As above.
        center = self.sudo()
        base = {"hour": hours, "kg": kilograms, "percent": material / 100}
        return center.overhead_rate * base.get(center.overhead_basis, 0)
