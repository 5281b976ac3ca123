from collections import defaultdict

import pytz

from odoo import api, fields, models

from .changes import replace_rows


class BakeryBakePlanDough(models.Model):
    """One dough of a bake plan, over all products made from it."""

    _name = "bakery.bake.plan.dough"
    _description = "Bake Plan Dough"
    _order = "grams desc, id"

    plan_id = fields.Many2one(
        "bakery.bake.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    bom_id = fields.Many2one("mrp.bom", string="Formula", required=True, index=True)
    product_tmpl_id = fields.Many2one(related="bom_id.product_tmpl_id", string="Dough")
    grams = fields.Float(string="Dough (g)", digits=(16, 1))
    flour_grams = fields.Float(string="Flour (g)", compute="_compute_mixes")
    mix_limit = fields.Float(related="bom_id.mix_limit")
    mix_count = fields.Integer(string="Mixes", compute="_compute_mixes")
    mix_grams = fields.Float(
        string="Per Mix (g)", compute="_compute_mixes", digits=(16, 1)
    )
    product_names = fields.Char(string="For")

    @api.depends("grams", "bom_id")
    def _compute_mixes(self):
        for dough in self:
            bom = dough.bom_id
            mixes = bom._mixes(dough.grams)
            dough.mix_count = len(mixes)
            dough.mix_grams = mixes[0] if mixes else 0
            share = dough.grams / bom.dough_weight if bom.dough_weight else 0
            dough.flour_grams = bom.flour_weight * share


class BakeryBakePlanLoad(models.Model):
    """What one work center has to do in a bake plan, and what it can."""

    _name = "bakery.bake.plan.load"
    _description = "Bake Plan Load"
    _order = "share desc, id"

    plan_id = fields.Many2one(
        "bakery.bake.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    workcenter_id = fields.Many2one("mrp.workcenter", required=True, index=True)
    minutes = fields.Float(string="Needed (min)", digits=(16, 0))
    available = fields.Float(string="Available (min)", digits=(16, 0))
    share = fields.Float(
        string="Load (%)",
        compute="_compute_share",
        store=True,
        digits=(16, 0),
        help="Needed of available, in percent.",
    )
    is_over = fields.Boolean(compute="_compute_share", store=True)

    @api.depends("minutes", "available")
    def _compute_share(self):
        for load in self:
            available = load.available
            load.share = load.minutes * 100 / available if available > 0 else 0
            load.is_over = load.minutes > load.available


# pylint: disable=consider-merging-classes-inherited
# Doughs and loads are a subject of their own.
class BakeryBakePlan(models.Model):
    _inherit = "bakery.bake.plan"

    def _compute_doughs(self):
        """Gather the doughs of all lines: those of formulas and those inside them."""
        grams, names = defaultdict(float), defaultdict(set)
        for line in self.line_ids.filtered("qty"):
            for bom, weight in self._doughs_of(line):
                grams[bom] += weight
                names[bom].add(line.product_id.name)
        rows = [
            {
                "plan_id": self.id,
                "bom_id": bom.id,
                "grams": round(weight, 1),
                "product_names": ", ".join(sorted(names[bom])),
            }
            for bom, weight in grams.items()
        ]
        # Worked out, never typed: nobody has the right to write it.
        replace_rows(self.dough_ids.sudo(), "bom_id", rows)

    def _doughs_of(self, line):
        """Return ``[(formula, grams)]``: doughs mixed within the order of ``line``.

        A formula with flour of its own is mixed itself; kits inside it are doughs of
        their own.
        """
        bom, batches = line.bom_id, line._batches()
        found = []
        own_flour = any(x.product_id.is_flour for x in bom.bom_line_ids)
        if bom.is_formula and own_flour:
            found.append((bom, bom.dough_weight * batches))
        for part in bom.bom_line_ids:
            kit = part.child_bom_id
            if kit.type == "phantom" and kit.is_formula:
                found.append((kit, part.weight * batches))
        return found

    def _compute_loads(self):
        """Write what each work center has to do in the shift, and what it can."""
        minutes = defaultdict(float)
        for line in self.line_ids.filtered("qty"):
            for operation in self._operations_of(line):
                minutes[operation.workcenter_id] += self._minutes(line, operation)
        start = pytz.utc.localize(self.date_start)
        end = pytz.utc.localize(self.date_end)
        rows = []
        for workcenter, needed in minutes.items():
            hours = (end - start).total_seconds() / 3600
            if calendar := workcenter.resource_calendar_id:
                hours = calendar.get_work_hours_count(start, end)
            rows.append(
                {
                    "plan_id": self.id,
                    "workcenter_id": workcenter.id,
                    "minutes": round(needed),
                    "available": round(hours * 60),
                }
            )
        # Worked out, never typed: nobody has the right to write it.
        replace_rows(self.load_ids.sudo(), "workcenter_id", rows)

    def _operations_of(self, line):
        """Return the operations of the order of ``line``, with those of kits in it."""
        found, boms = [], [(line.bom_id, line.product_id)]
        while boms:
            bom, product = boms.pop()
            found += [
                operation
                for operation in bom.operation_ids
                if not operation._skip_operation_line(product)
            ]
            boms += [
                (part.child_bom_id, part.product_id)
                for part in bom.bom_line_ids
                if part.child_bom_id.type == "phantom"
                and not part._skip_bom_line(product)
            ]
        return found

    def _minutes(self, line, operation):
        """Return the minutes ``operation`` takes for ``line``, as its order will."""
        bom, workcenter = line.bom_id, operation.workcenter_id
        capacity, setup, cleanup = workcenter._get_capacity(
            line.product_id, line.product_uom_id, bom.product_qty or 1
        )
        cycles = -(-round(line.qty / capacity, 6) // 1)
        cycle = operation.time_cycle * 100 / workcenter.time_efficiency
        return setup + cleanup + cycles * cycle
