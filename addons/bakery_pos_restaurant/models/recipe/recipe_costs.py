"""What goods cost by their recipes.

A kit has no stock and no cost of its own: what it takes is written in its recipe, the
phantom bill of materials, perhaps of kits again, each in its own unit. Whatever is no
kit costs what the company's accounts say, by whichever method they value it.
"""

from collections import defaultdict

# Odoo refuses recipes that contain themselves; one that came past that ends here.
MOST_LEVELS = 30


class RecipeCosts:
    """The recipes of ``products`` as they stand in one company.

    It takes a constant number of queries per level of recipes, however many products::

        costs = RecipeCosts(products, company)
        costs.unit_cost(latte)       # 6600.0, for one unit of the product
        costs.ingredients(latte, 2)  # {coffee: 36.0, milk: 300.0}, in their own units
        costs.unknown(latte)         # what of it has no cost
    """

    def __init__(self, products, company):
        self.env = products.env
        self.company = company
        self._parts = {}
        self._leaves = {}
        self._read(products)

    def _read(self, products):
        """Read the recipes of the products, level by level."""
        for _level in range(MOST_LEVELS):
            products = products.filtered(lambda product: product not in self._parts)
            if not products:
                return
            recipes = self.env["mrp.bom"]._bom_find(
                products, company_id=self.company.id, bom_type="phantom"
            )
            found = self.env["product.product"]
            for product in products:
                parts = self._parts_of(product, recipes.get(product))
                self._parts[product] = parts
                found = found.union(*(part for part, _quantity in parts or []))
            products = found

    def _parts_of(self, product, recipe):
        """Return ``[(part, quantity for one unit)]``, or None of what is no kit."""
        if not recipe or not recipe.product_qty:
            return None
        # One unit of the product, in batches of the recipe.
        batches = (
            product.uom_id._compute_quantity(
                1, recipe.product_uom_id, round=False, raise_if_failure=False
            )
            / recipe.product_qty
        )
        return [
            (
                line.product_id,
                line.product_uom_id._compute_quantity(
                    line.product_qty * batches,
                    line.product_id.uom_id,
                    round=False,
                    raise_if_failure=False,
                ),
            )
            for line in recipe.bom_line_ids
            if line.product_qty and not line._skip_bom_line(product)
        ]

    def is_kit(self, product):
        return self._parts.get(product) is not None

    def ingredients(self, product, quantity=1):
        """Return ``{ingredient: quantity in its own unit}``, through all levels."""
        return {
            part: part_quantity * quantity
            for part, part_quantity in self._leaves_of(product, ()).items()
        }

    def _leaves_of(self, product, above):
        if product not in self._leaves:
            leaves = defaultdict(float)
            if not self.is_kit(product) or product in above:
                leaves[product] = 1
            else:
                for part, quantity in self._parts[product]:
                    inner = self._leaves_of(part, (*above, product))
                    for leaf, by_unit in inner.items():
                        leaves[leaf] += by_unit * quantity
            self._leaves[product] = dict(leaves)
        return self._leaves[product]

    def unit_cost(self, product):
        """Return the cost of one unit in the company's currency, not rounded."""
        return sum(
            quantity * self._standard_price(part)
            for part, quantity in self.ingredients(product).items()
        )

    def unknown(self, product):
        """Return the goods in it that have no cost, so that it looks too cheap."""
        return self.env["product.product"].union(
            *(
                part
                for part in self.ingredients(product)
                if part.type == "consu" and not self._standard_price(part)
            )
        )

    def _standard_price(self, product):
        return product.with_company(self.company).standard_price
