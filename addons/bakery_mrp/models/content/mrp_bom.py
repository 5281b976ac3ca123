from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# What is in the food is a subject of its own.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    # As on products: worked out for everybody who sees the bill, its work centers
    # too, which warehouse people do not see.
    contains_allergen_ids = fields.Many2many(
        "bakery.allergen",
        string="Contains",
        compute="_compute_contains",
        compute_sudo=True,
        help="Allergens of the ingredients, through all levels.",
    )
    may_contain_allergen_ids = fields.Many2many(
        "bakery.allergen",
        string="May Contain",
        compute="_compute_contains",
        compute_sudo=True,
        help="Allergens handled on the work centers of its operations, through all "
        "levels, and traces in its ingredients.",
    )
    nutrition = fields.Json(
        string="Nutrition Rows", compute="_compute_nutrition", compute_sudo=True
    )
    nutrition_html = fields.Html(
        string="Nutrition", compute="_compute_nutrition_html", sanitize=False
    )
    ingredient_list = fields.Char(
        string="Ingredients",
        compute="_compute_ingredient_list",
        compute_sudo=True,
        help="As the label prints them: in descending weight, what is made here "
        "resolved.",
    )

    # Names what is one level below; deeper levels are read anew in the next
    # transaction.
    @api.depends(
        "bom_line_ids.product_qty",
        "bom_line_ids.product_id.allergen_ids",
        "bom_line_ids.product_id.trace_allergen_ids",
        "bom_line_ids.product_id.is_packaging",
        "bom_line_ids.product_id.product_tmpl_id.bom_ids.bom_line_ids.product_id",
        "operation_ids.workcenter_id.allergen_ids",
        "product_tmpl_id.allergen_ids",
    )
    def _compute_contains(self):
        recipes = self._own_recipes()
        self._fetch_allergens(recipes.values())
        for bom in self:
            contains, traces = self._allergens(recipes[bom], bom.product_tmpl_id)
            bom.contains_allergen_ids = contains
            bom.may_contain_allergen_ids = traces

    @api.model
    def _allergens(self, recipe, product):
        """Return what a product contains, and what it may contain besides.

        :param recipe: its recipe, None when it is bought.
        """
        contains = product.allergen_ids
        traces = product.trace_allergen_ids
        if recipe:
            parts = self.env["product.product"].browse(recipe.parts)
            operations = self.env["mrp.routing.workcenter"].browse(recipe.operations)
            contains |= parts.allergen_ids
            traces |= parts.trace_allergen_ids
            traces |= operations.workcenter_id.allergen_ids
        return contains.sorted(), (traces - contains).sorted()

    @api.model
    def _fetch_allergens(self, recipes):
        """Read what :meth:`_allergens` needs of all ``recipes`` at once."""
        parts = {x for recipe in recipes for x in recipe.parts}
        parts = self.env["product.product"].browse(parts)
        operations = {x for recipe in recipes for x in recipe.operations}
        operations = self.env["mrp.routing.workcenter"].browse(operations)
        for owners in (parts, operations.workcenter_id):
            owners.mapped("allergen_ids")
        parts.mapped("trace_allergen_ids")

    @api.depends(
        "bom_line_ids.weight",
        "bom_line_ids.product_id.is_packaging",
        "bom_line_ids.product_id.nutrient_amount_ids.amount",
        "bom_line_ids.product_id.product_tmpl_id.bom_ids.bom_line_ids.product_qty",
        "mix_loss",
        "bake_loss",
        "piece_weight",
        "product_qty",
        "product_tmpl_id.nutrient_amount_ids.amount",
        "product_tmpl_id.label_grams",
        "product_tmpl_id.serving_grams",
    )
    @api.depends_context("lang")
    def _compute_nutrition(self):
        recipes = self._own_recipes()
        rows = self._nutrition([(x, x._own_product(), recipes[x]) for x in self])
        for bom, nutrition in zip(self, rows, strict=True):
            bom.nutrition = nutrition

    @api.depends("nutrition")
    @api.depends_context("lang")
    def _compute_nutrition_html(self):
        for bom in self:
            bom.nutrition_html = self._nutrition_table(bom.nutrition)

    @api.model
    def _nutrition_table(self, rows):
        """Return ``rows`` of the nutrition information as a table, False for none."""
        if not rows:
            return False
        values = {"rows": rows}
        return self.env["ir.qweb"]._render("bakery_mrp.nutrition_table", values)

    @api.model
    def _nutrition(self, wanted):
        """Return the rows of the nutrition information of each of ``wanted``.

        Amounts per 100 g of a product are what its maker or a laboratory says, or
        else come from its ingredients: what went in, by the baked weight.

        :param wanted: ``(bill or none, product, Recipe or None)``.
        """
        nutrients = self.env["bakery.nutrient"].search([("active", "=", True)])
        Product = self.env["product.product"]
        ids = {x for _b, _p, recipe in wanted if recipe for x in recipe.quantities}
        for _bom, _product, recipe in wanted:
            ids |= recipe.unmeasured if recipe else set()
        products = Product.browse(ids).union(*(x for _b, x, _r in wanted))
        amounts = {
            (product.id, line.nutrient_id.id): line.amount
            for product in products
            for line in product.nutrient_amount_ids
        }
        products.mapped("weight")
        return [self._nutrition_rows(nutrients, *one, amounts) for one in wanted]

    @api.model
    def _nutrition_rows(self, nutrients, bom, product, recipe, amounts):
        known = {x: amounts.get((product.id, x.id)) for x in nutrients}
        rolled = {}
        if recipe and (recipe.quantities or recipe.unmeasured):
            rolled = bom._rolled_up(nutrients, recipe, amounts)
        elif all(amount is None for amount in known.values()):
            return []
        piece = bom._piece_grams() if bom else product._unit_grams()
        serving = product.serving_grams or product.label_grams or piece
        rows = []
        for nutrient, per_100g in known.items():
            unknown = [] if per_100g is not None else [product.name]
            if per_100g is None and rolled:
                per_100g, unknown = rolled[nutrient]
            row = self._nutrition_row(nutrient, per_100g, piece, serving)
            rows.append({**row, "unknown": unknown})
        return rows

    @api.model
    def _nutrition_row(self, nutrient, per_100g, piece, serving):
        known = per_100g is not None
        units = dict(nutrient._fields["unit"]._description_selection(self.env))
        need = nutrient.daily_amount
        return {
            "code": nutrient.code,
            "name": nutrient.name,
            "unit": nutrient.unit,
            "unit_name": units[nutrient.unit],
            "part": nutrient.part_of_previous,
            "per_100g": round(per_100g, 4) if known else None,
            "per_piece": round(per_100g * piece / 100, 4) if known and piece else None,
            "per_serving": round(per_100g * serving / 100, 4)
            if known and serving
            else None,
            "serving_grams": serving,
            "daily_percent": round(per_100g * serving / need, 1)
            if known and serving and need
            else None,
        }

    def _rolled_up(self, nutrients, recipe, amounts):
        """Return ``{nutrient: (amount in 100 g baked, [])}``.

        Where an ingredient is unknown, ``(None, its name and those of others)``.
        """
        grams, unweighed = self._recipe_grams(recipe)
        baked = self._baked_grams(sum(grams.values()))
        found = {}
        for nutrient in nutrients:
            each = {x: amounts.get((x.id, nutrient.id)) for x in grams}
            unknown = [x.name for x, amount in each.items() if amount is None]
            unknown += unweighed.mapped("name")
            if unknown or not baked:
                found[nutrient] = None, unknown
            else:
                total = sum(grams[x] * amount for x, amount in each.items())
                found[nutrient] = total / baked, []
        return found

    @api.model
    def _recipe_grams(self, recipe):
        """Return ``{ingredient: grams}`` of a recipe, and those nobody can weigh."""
        Product = self.env["product.product"]
        grams, unweighed = {}, Product.browse(recipe.unmeasured)
        for product in Product.browse(recipe.quantities):
            each = product._grams_per(product.uom_id)
            if each:
                grams[product] = recipe.quantities[product.id] * each
            else:
                unweighed |= product
        return grams, unweighed

    def _baked_grams(self, ingredients):
        """Return what one batch weighs when it is done, with its by-products.

        :param ingredients: grams that went in, for when nothing else is known.
        """
        self.ensure_one()
        if self.is_formula and self.piece_weight:
            return self.dough_weight * (1 - self.bake_loss)
        product = self.product_id or self.product_tmpl_id.product_variant_ids[:1]
        grams = product._grams_per(self.product_uom_id) if product else 0
        batch = self.product_qty * grams
        if not batch:
            batch = ingredients * (1 - self.mix_loss) * (1 - self.bake_loss)
        return batch + self._byproduct_grams()

    def _piece_grams(self):
        """Return what one piece weighs when it is baked; 0 when nobody knows."""
        self.ensure_one()
        if self.is_formula and self.piece_weight:
            return self.baked_weight
        gram = self.env["uom.uom"]._gram()
        if self.product_uom_id._has_common_reference(gram):
            return 0.0
        product = self.product_id or self.product_tmpl_id.product_variant_ids[:1]
        return product._grams_per(self.product_uom_id) if product else 0.0

    @api.depends(
        "bom_line_ids.weight",
        "bom_line_ids.product_id.is_packaging",
        "bom_line_ids.product_id.label_name",
        "bom_line_ids.product_id.composition",
    )
    @api.depends_context("lang")
    def _compute_ingredient_list(self):
        recipes = self._own_recipes()
        for bom in self:
            items, _unweighed = self._ingredients(recipes[bom])
            bom.ingredient_list = ", ".join(item["text"] for item in items)

    @api.model
    def _ingredients(self, recipe):
        """Return the ingredients in descending weight, and those nobody can weigh.

        :return: a list of dictionaries with the ``text``, ``grams`` and ``allergens``
            of each, and the products without weight.
        """
        grams, unweighed = self._recipe_grams(recipe)
        named = {}
        for product, weight in grams.items():
            text = product._label_text()
            none = self.env["bakery.allergen"]
            item = named.setdefault(text, {"text": text, "grams": 0, "allergens": none})
            item["grams"] += weight
            item["allergens"] |= product.allergen_ids
        items = sorted(named.values(), key=lambda x: (-round(x["grams"], 3), x["text"]))
        return items, unweighed
