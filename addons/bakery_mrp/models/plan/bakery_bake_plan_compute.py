from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .changes import write_changes

# Deeper than any formula: a circle of formulas ends here.
DEEPEST = 20


# pylint: disable=consider-merging-classes-inherited
# How the plan is worked out is a subject of its own.
class BakeryBakePlan(models.Model):
    _inherit = "bakery.bake.plan"

    @api.model
    def _formulas(self, products):
        """Return ``{product: formula}`` of what is baked; empty for the rest."""
        company = self.company_id or self.env.company
        return self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="normal"
        )

    def _compute_plan(self):
        """Bring the open lines up to what is needed now, then loads and needs."""
        self.ensure_one()
        wanted = self._wanted()
        open_lines = self.line_ids.filtered(lambda line: not line.production_ids)
        known = {line.product_id: line for line in open_lines}
        new, gone = [], open_lines.browse()
        # Parents before what goes into them, so that typed quantities reach down.
        for product in wanted.order:
            values = wanted.values(product)
            line = known.pop(product, None)
            suggested = values["suggested_qty"]
            qty = line.qty if line and line._is_typed() else suggested
            wanted.bake(product, qty)
            if not qty and not any(values[name] for name in wanted.DEMANDS):
                gone |= line or gone.browse()
            elif line:
                write_changes(line, {**values, "qty": qty})
            else:
                new.append({**values, "qty": qty, "product_id": product.id})
        gone |= gone.union(*known.values()).filtered(lambda x: not x._is_typed())
        gone.unlink()
        gone.create([{"plan_id": self.id, **values} for values in new])
        self.computed_date = fields.Datetime.now()
        self._compute_loads_and_needs(wanted)

    def _wanted(self):
        """Gather demand and supply of everything that is baked here."""
        boms = self.env["mrp.bom"].search(
            [
                ("type", "=", "normal"),
                ("company_id", "in", [False, self.company_id.id]),
            ]
        )
        products = boms.product_id
        templates = boms.filtered(lambda bom: not bom.product_id).product_tmpl_id
        products |= templates.product_variant_ids
        found = self._formulas(products)
        formulas = {
            product: found[product]
            for product in products
            if found[product] and product.is_storable
        }
        return Wanted(self, formulas)

    def _stock_at(self, products, location):
        """Return ``{id: quantities}`` of ``products`` below ``location``.

        As Odoo's forecast until the end of the plan: what expires before counts no
        more.
        """
        # A planner need not see the outlets' documents to know what they lack: of
        # these, sums are shown and nothing else.
        scoped = products.sudo().with_context(
            location=location.id, to_date=self.cover_end
        )
        return scoped._compute_quantities_dict(None, None, None, False, self.cover_end)

    def _par_rules(self, products):
        """Return reordering rules of the bakehouse and the outlets it supplies."""
        # Which outlets there are and how full they should be is no secret of theirs.
        Warehouse = self.env["stock.warehouse"].sudo()
        outlets = Warehouse.search([("resupply_wh_ids", "in", self.warehouse_id.ids)])
        rules = outlets.env["stock.warehouse.orderpoint"].search(
            [
                ("product_id", "in", products.ids),
                ("warehouse_id", "in", [self.warehouse_id.id, *outlets.ids]),
                ("product_max_qty", ">", 0),
            ]
        )
        return rules

    def _lacking_at_outlets(self, rules):
        """Return ``[(rule, quantity)]`` of outlets that are below their minimum.

        The quantity makes them full again.
        """
        outlets = rules.filtered(lambda x: x.warehouse_id != self.warehouse_id)
        found = []
        for location, at in outlets.grouped("location_id").items():
            stock = self._stock_at(at.product_id, location)
            for rule in at:
                there = stock[rule.product_id.id]["virtual_available"]
                if rule.product_uom.compare(there, rule.product_min_qty) < 0:
                    found.append((rule, rule.product_max_qty - there))
        return found

    def _other_demand(self, products):
        """Return ``{product: quantity}`` of demand that is in no order yet.

        Addons that know standing orders or forecasts add theirs.
        """
        return defaultdict(float)

    def _parts_of(self, formulas):
        """Return ``{product: [(part, quantity of it per unit of product)]}``.

        Quantities are in the unit of each part.

        Doughs that are kits are resolved level by level; the number of queries grows
        with the levels only.
        """
        found = defaultdict(list)
        todo = []
        for product, formula in formulas.items():
            per_unit = product.uom_id._compute_quantity(
                1, formula.product_uom_id, round=False
            )
            todo.append((product, product, formula, per_unit / formula.product_qty))
        for _level in range(DEEPEST):
            if not todo:
                return found
            rows = []
            for top, product, formula, batches in todo:
                for line in formula.bom_line_ids:
                    if not line._skip_bom_line(product):
                        quantity = line.product_uom_id._compute_quantity(
                            line.product_qty * batches,
                            line.product_id.uom_id,
                            round=False,
                        )
                        rows.append((top, line.product_id, quantity))
            parts = self.env["product.product"].union(*(part for _t, part, _q in rows))
            kits = self.env["mrp.bom"]._bom_find(
                parts, company_id=self.company_id.id, bom_type="phantom"
            )
            todo = []
            for top, part, quantity in rows:
                kit = kits[part]
                if not kit:
                    found[top].append((part, quantity))
                    continue
                batch = part.uom_id._compute_quantity(
                    quantity, kit.product_uom_id, round=False
                )
                todo.append((top, part, kit, batch / kit.product_qty))
        raise UserError(
            self.env._(
                "The formula of %(product)s contains itself.",
                product=todo[0][0].display_name,
            )
        )


class Wanted:
    """Demand and supply of what one plan bakes, worked out from the top down.

    All quantities are in the unit of each product.
    """

    DEMANDS = ("order_qty", "par_qty", "other_qty", "inner_qty")

    def __init__(self, plan, formulas):
        self.plan = plan
        self.formulas = formulas
        products = plan.env["product.product"].union(*formulas)
        self.stock = plan._stock_at(products, plan.warehouse_id.view_location_id)
        self.inner = defaultdict(float)
        self.other = plan._other_demand(products)
        self.parts = plan._parts_of(formulas)
        self.par = self._par(products)
        self.levels, self.order = self._levels()

    def _par(self, products):
        """Return what outlets lack, and what the bakehouse itself keeps."""
        plan, lacking = self.plan, defaultdict(float)
        rules = plan._par_rules(products)
        own = rules.filtered(lambda x: x.warehouse_id == plan.warehouse_id)
        self.own_par = {
            rule.product_id: (rule.product_min_qty, rule.product_max_qty)
            for rule in own
        }
        for rule, quantity in plan._lacking_at_outlets(rules):
            lacking[rule.product_id] += quantity
        return lacking

    def _levels(self):
        """Return ``({product: level}, products)``, parents before their parts."""
        levels = dict.fromkeys(self.formulas, 0)
        front = list(self.formulas)
        for depth in range(1, DEEPEST + 1):
            below = {
                part
                for product in front
                for part, _quantity in self.parts[product]
                if part in levels
            }
            levels |= dict.fromkeys(below, depth)
            front = list(below)
            if not front:
                return levels, sorted(levels, key=lambda x: (levels[x], x.id))
        raise UserError(
            self.plan.env._(
                "The formula of %(product)s contains itself.",
                product=front[0].display_name,
            )
        )

    def _supply(self, product):
        """Return what is fresh on hand, comes in and goes out."""
        row = self.stock[product.id]
        incoming, outgoing = row["incoming_qty"], row["outgoing_qty"]
        return row["virtual_available"] - incoming + outgoing, incoming, outgoing

    def values(self, product):
        """Return what a line of ``product`` says."""
        fresh, incoming, outgoing = self._supply(product)
        formula, uom = self.formulas[product], product.uom_id
        quantities = {
            "order_qty": outgoing,
            "par_qty": self.par.get(product, 0) + self._own_lack(product),
            "other_qty": self.other.get(product, 0),
            "inner_qty": self.inner[product],
            "fresh_qty": fresh,
            "oven_qty": incoming,
            "suggested_qty": formula._round_up(product, self.net(product)),
        }
        rounded = {name: uom.round(value) for name, value in quantities.items()}
        return {"level": self.levels[product], "bom_id": formula.id, **rounded}

    def _wanted_by_others(self, product):
        outgoing = self._supply(product)[2]
        return (
            outgoing
            + self.par.get(product, 0)
            + self.other.get(product, 0)
            + self.inner[product]
        )

    def _own_lack(self, product):
        """Return what the bakehouse lacks after all others have taken theirs."""
        if product not in self.own_par:
            return 0.0
        least, full = self.own_par[product]
        fresh, incoming, _outgoing = self._supply(product)
        left = fresh + incoming - self._wanted_by_others(product)
        if product.uom_id.compare(left, least) >= 0:
            return 0.0
        # What is missing below zero is the others' demand already.
        return full - max(left, 0)

    def net(self, product):
        """Return what is missing, with the buffer of the plan on top."""
        fresh, incoming, _outgoing = self._supply(product)
        demand = self._wanted_by_others(product) + self._own_lack(product)
        missing = demand - fresh - incoming
        return max(missing, 0) * (1 + self.plan.buffer)

    def bake(self, product, qty):
        """Let what goes into ``qty`` of ``product`` be wanted."""
        for part, per_unit in self.parts[product]:
            if part in self.formulas:
                self.inner[part] += per_unit * qty
