from odoo import api, fields, models

from .mrp_workcenter import COST

FIGURES = (
    "cost_material",
    "cost_labour",
    "cost_overhead",
    "cost_byproduct",
    "standard_material",
    "standard_labour",
    "standard_overhead",
    "variance_price",
    "variance_usage",
    "variance_yield",
    "variance_efficiency",
    "variance_overhead",
    "yield_rate",
)


def figure(label, text, **kwargs):
    return fields.Monetary(
        string=label,
        help=text,
        groups=COST,
        copy=False,
        readonly=True,
        aggregator="sum",
        **kwargs,
    )


# pylint: disable=consider-merging-classes-inherited
# What a batch cost is a subject of its own, and seen by few.
class MrpProduction(models.Model):
    """Figures of a batch, written once when it is closed.

    They are stored: prices, wages and formulas change afterwards, a closed batch does
    not. Amounts are in the currency of the company. The actual cost of ingredients
    exceeds the standard for what came out by price, usage and yield variance together.
    """

    _inherit = "mrp.production"

    currency_id = fields.Many2one(related="company_id.currency_id")
    cost_material = figure("Ingredients", "Value of what was consumed.")
    cost_labour = figure("Labour", "Time of work centers and their crews.")
    cost_overhead = figure("Overhead", "Put on by hour, kilogram or percent.")
    cost_byproduct = figure("By-products", "Share of the cost that by-products took.")
    cost_total = fields.Monetary(
        string="Cost of the Batch",
        compute="_compute_cost_total",
        groups=COST,
        help="Ingredients, labour and overhead, less by-products.",
    )
    cost_unit = fields.Monetary(
        string="Cost per Unit", compute="_compute_cost_total", groups=COST
    )
    standard_material = figure(
        "Standard Ingredients", "What the formula takes for what came out."
    )
    standard_labour = figure(
        "Standard Labour", "Expected time for what came out, at its rates."
    )
    standard_overhead = figure(
        "Standard Overhead", "Overhead on the standard time, dough and ingredients."
    )
    variance_price = figure("Price Variance", "Consumed at another price than planned.")
    variance_usage = figure(
        "Usage Variance", "More or less consumed than the formula says."
    )
    variance_yield = figure(
        "Yield Variance", "Ingredients of what was planned and did not come out."
    )
    variance_efficiency = figure(
        "Efficiency Variance", "More or less time than expected for what came out."
    )
    variance_overhead = figure("Overhead Variance", "Overhead above its standard.")
    yield_rate = fields.Float(
        string="Yield (%)",
        digits=(16, 2),
        copy=False,
        readonly=True,
        aggregator="avg",
        help="What came out, of what the consumed ingredients give in theory.",
    )

    @api.depends(
        "cost_material",
        "cost_labour",
        "cost_overhead",
        "cost_byproduct",
        "qty_produced",
    )
    def _compute_cost_total(self):
        for order in self:
            parts = order.cost_material + order.cost_labour + order.cost_overhead
            order.cost_total = parts - order.cost_byproduct
            produced = order.qty_produced
            order.cost_unit = order.cost_total / produced if produced else 0

    def write(self, vals):
        """Leave the figures of a batch to its closing."""
        if not self.env.su:
            vals = {name: x for name, x in vals.items() if name not in FIGURES}
        return super().write(vals)

    def _cal_price(self, consumed_moves):
        """Put the overhead of the work centers on the finished goods."""
        for order in self:
            order._put_overhead_on(consumed_moves)
        return super()._cal_price(consumed_moves)

    def _put_overhead_on(self, consumed):
        finished = self.move_finished_ids.filtered(
            lambda move: (
                move.product_id == self.product_id
                and move.state not in ("done", "cancel")
                and move.quantity > 0
            )
        )
        quantity = sum(
            move.product_uom._compute_quantity(
                move.quantity, self.product_id.uom_id, round=False
            )
            for move in finished
        )
        overhead = self._overhead_of(
            sum(move.value for move in consumed),
            self._kilograms(sum(finished.mapped("quantity"))),
            1.0,
            actual=True,
        )
        if overhead and quantity:
            # Beside what somebody typed: a courier, or a decoration bought for it.
            self.extra_cost += overhead / quantity

    def _overhead_of(self, material, kilograms, share, actual):
        """Return the overhead of all operations.

        :param share: part of the expected time, when it is not the ``actual`` one.
        """
        total = 0.0
        for work in self.workorder_ids:
            expected = work.duration_expected / 60 * share
            hours = work._hours() if actual else expected
            total += work.workcenter_id._overhead(hours, kilograms, material)
        return total

    def _kilograms(self, quantity):
        """Return the dough in ``quantity`` units of the order, in kilograms."""
        bom = self.bom_id
        if not bom:
            return 0.0
        batches = self.product_uom_id._compute_quantity(
            quantity, bom.product_uom_id, round=False
        )
        return bom.dough_weight * batches / bom.product_qty / 1000

    def _post_inventory(self, cancel_backorder=False):
        done = super()._post_inventory(cancel_backorder=cancel_backorder)
        for order in self.filtered(lambda order: order.state == "done"):
            # The baker who closes the batch sees no costs; the figures are the books'.
            order.sudo()._write_figures()
        return done

    def _write_figures(self):
        """Write what the batch cost, against its standard."""
        order = self.with_company(self.company_id)
        planned, produced = order.product_qty, order.qty_produced
        share = produced / planned if planned else 0
        material = order._material_figures(share)
        labour = sum(work._cal_cost() for work in order.workorder_ids)
        expected = sum(
            work.duration_expected
            / 60
            * share
            * (
                (work.costs_hour or work.workcenter_id.costs_hour)
                + work.workcenter_id._crew_hour()
            )
            for work in order.workorder_ids
        )
        overhead = order.extra_cost * order.product_uom_id._compute_quantity(
            produced, order.product_id.uom_id, round=False
        )
        standard_overhead = order._overhead_of(
            material["standard_material"],
            order._kilograms(produced),
            share,
            actual=False,
        )
        total = material["cost_material"] + labour + overhead
        by_share = sum(
            move.cost_share for move in order.move_byproduct_ids if move.quantity
        )
        order.write(
            {
                **material,
                "cost_labour": labour,
                "cost_overhead": overhead,
                "cost_byproduct": total * by_share / 100,
                "standard_labour": expected,
                "standard_overhead": standard_overhead,
                "variance_efficiency": labour - expected,
                "variance_overhead": overhead - standard_overhead,
                "yield_rate": order._yield(produced),
            }
        )

    def _material_figures(self, share):
        """Return the figures of ingredients; ``share`` of the plan came out."""
        actual = standard = usage = losses = price = 0.0
        for move in self.move_raw_ids:
            done = move.state == "done"
            unit = move.product_id.planned_cost or move.product_id.standard_price
            planned = move.product_uom._compute_quantity(
                move.product_uom_qty, move.product_id.uom_id, round=False
            )
            used = move._get_valued_qty() if done else 0.0
            value = move.value if done else 0.0
            actual += value
            standard += planned * share * unit
            losses += planned * (1 - share) * unit
            usage += (used - planned) * unit
            price += value - used * unit
        return {
            "cost_material": actual,
            "standard_material": standard,
            "variance_price": price,
            "variance_usage": usage,
            "variance_yield": losses,
        }

    def _yield(self, produced):
        """Return the percentage that came out of what went in, 0 when unknown."""
        bom = self.bom_id
        planned = sum(
            self._grams(move, move.product_uom_qty) for move in self.move_raw_ids
        )
        used = sum(
            self._grams(move, move.quantity)
            for move in self.move_raw_ids
            if move.state == "done"
        )
        theory = self.product_qty * (used / planned if planned else 0)
        if bom.is_formula and bom.theoretical_qty and bom.product_qty:
            theory *= bom.theoretical_qty / bom.product_qty
        return produced * 100 / theory if theory else 0.0

    @staticmethod
    def _grams(move, quantity):
        return quantity * move.product_id._grams_per(move.product_uom)
