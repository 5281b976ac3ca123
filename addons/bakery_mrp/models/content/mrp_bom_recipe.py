from collections import defaultdict
from dataclasses import dataclass, field

from odoo import api, models


@dataclass
class Recipe:
    """One batch of a bill of materials, resolved through all of its levels.

    Products and operations are held by their ids. What is made here is read from its
    own bill, so that only what is bought remains.
    """

    # {product: quantity in its own unit}
    quantities: dict = field(default_factory=lambda: defaultdict(float))
    # Products whose quantity cannot be told, since the units do not convert.
    unmeasured: set = field(default_factory=set)
    # Every product on the way, what is made here too.
    parts: set = field(default_factory=set)
    # {operation: how many of its batches}
    operations: dict = field(default_factory=lambda: defaultdict(float))

    def add(self, other, share):
        """Add ``share`` of another recipe, 1 being its whole batch."""
        for product, quantity in other.quantities.items():
            self.quantities[product] += quantity * share
        for operation, times in other.operations.items():
            self.operations[operation] += times * share
        self.unmeasured |= other.unmeasured
        self.parts |= other.parts


class RecipeReader:
    """Reads recipes, each bill of materials once, one level of all of them at a time.

    :param company: whose bills are read.
    :param eaten: True for what is in the food: no packaging, no services, and what is
        made together with by-products is shared with them by weight. False for what is
        used up: all of it, shared by the costs that by-products bear.
    """

    def __init__(self, company, eaten):
        self.company = company
        self.eaten = eaten
        self.made = {}
        self.known = {}

    def resolve(self, pairs):
        """Return ``{(bill, product): Recipe}``; queries grow with the levels only."""
        self._find_levels([bom for bom, _product in pairs])
        return {
            (bom, product): self._recipe(bom, product, ()) for bom, product in pairs
        }

    def _find_levels(self, boms):
        boms = boms[0].browse().union(*boms) if boms else ()
        seen = set()
        while boms:
            parts = boms.bom_line_ids.product_id.filtered(lambda x: x.id not in seen)
            seen.update(parts.ids)
            found = boms._bom_find(parts, company_id=self.company.id)
            self.made |= {part.id: found[part] for part in parts if found[part]}
            boms = boms.browse().union(*(found[part] for part in parts))

    def _recipe(self, bom, product, above):
        key = (bom, product)
        if key not in self.known:
            recipe = Recipe()
            for line in bom.bom_line_ids:
                if not line._skip_bom_line(product) and line.product_qty:
                    self._add_line(recipe, line, above)
            for operation in bom.operation_ids:
                if not operation._skip_operation_line(product):
                    recipe.operations[operation.id] += 1
            self.known[key] = recipe
        return self.known[key]

    def _add_line(self, recipe, line, above):
        part = line.product_id
        if not part or (self.eaten and (part.is_packaging or part.type == "service")):
            return
        recipe.parts.add(part.id)
        bom = self.made.get(part.id)
        if bom and part.id not in above:
            inner = self._recipe(bom, part, (*above, part.id))
            share = line._batches_of(bom)
            if share is None:
                recipe.unmeasured.add(part.id)
            recipe.add(inner, (share or 0) * bom._own_share(self.eaten))
            return
        quantity = line._quantity_in(part.uom_id)
        if quantity is None:
            recipe.unmeasured.add(part.id)
        else:
            recipe.quantities[part.id] += quantity


# pylint: disable=consider-merging-classes-inherited
# Reading a bill of materials through all levels is a subject of its own.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    @api.model
    def _recipes(self, pairs, eaten=True):
        """Return ``{(bill, product): Recipe}`` of the variants they are read for.

        :param pairs: ``(bill of materials, product or none)``.
        :param eaten: see :class:`RecipeReader`.
        """
        by_company = defaultdict(list)
        for bom, product in pairs:
            by_company[bom.company_id or self.env.company].append((bom, product))
        recipes = {}
        for company, members in by_company.items():
            recipes |= RecipeReader(company, eaten).resolve(members)
        return recipes

    def _own_recipes(self, eaten=True):
        """Return ``{bill: Recipe}`` of one batch of each."""
        pairs = [(bom, bom._own_product()) for bom in self]
        recipes = self._recipes(pairs, eaten)
        return {bom: recipes[bom, product] for bom, product in pairs}

    def _own_product(self):
        """Return the one variant the bill makes, none when it makes several."""
        variants = self.product_id or self.product_tmpl_id.product_variant_ids
        return variants if len(variants) == 1 else variants.browse()

    def _own_share(self, eaten):
        """Return the share of the batch that is no by-product, from 0 to 1.

        :param eaten: True for its share by weight, False for its share of the cost.
        """
        if not self.byproduct_ids:
            return 1.0
        if not eaten:
            borne = sum(self.byproduct_ids.mapped("cost_share"))
            return max(0.0, 1 - borne / 100)
        beside = self._byproduct_grams()
        main = self._batch_grams()
        return main / (main + beside) if main else 1.0

    def _byproduct_grams(self):
        return sum(
            x.product_qty * x.product_id._grams_per(x.product_uom_id)
            for x in self.byproduct_ids
        )


# pylint: disable=consider-merging-classes-inherited
# Belongs to the reading above.
class MrpBomLine(models.Model):
    _inherit = "mrp.bom.line"

    def _quantity_in(self, uom):
        """Return the quantity of the line in ``uom``, by weight where units differ.

        None when neither converts.
        """
        if self.product_uom_id._has_common_reference(uom):
            return self.product_uom_id._compute_quantity(
                self.product_qty, uom, round=False
            )
        each = self.product_id._grams_per(uom)
        if not each:
            return None
        return self.product_qty * self.product_id._grams_per(self.product_uom_id) / each

    def _batches_of(self, bom):
        """Return how many batches of ``bom`` the line takes; None when unknown."""
        quantity = self._quantity_in(bom.product_uom_id)
        if quantity is None or not bom.product_qty:
            return None
        return quantity / bom.product_qty
