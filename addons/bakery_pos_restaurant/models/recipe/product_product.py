import operator

from odoo import api, fields, models

from .recipe_costs import RecipeCosts

COST = "bakery_pos_restaurant.bakery_pos_restaurant_group_recipe_cost"
SUMMED = ("recipe_cost:avg", "recipe_margin:avg", "recipe_margin_rate:avg")
COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
MOST_UNKNOWN = 5


class RecipeGroups(models.AbstractModel):
    """What recipes cost, and its averages in lists, pivots and graphs.

    Costs are not stored, since they change with every receipt of an ingredient.
    """

    _name = "bakery.recipe.groups"
    _description = "Averages of Recipe Costs"

    recipe_cost = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        aggregator="avg",
        groups=COST,
        help="A kit: its ingredients at today's cost, through all levels. Other goods: "
        "their cost.",
    )
    recipe_price = fields.Float(
        string="Price without Tax",
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        groups=COST,
        help="By the price list of the tills, or the sales price; taxes are taken out.",
    )
    recipe_margin = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        aggregator="avg",
        groups=COST,
        help="Price without tax, less the cost.",
    )
    recipe_margin_rate = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        search="_search_recipe_margin_rate",
        digits=(16, 4),
        aggregator="avg",
        groups=COST,
        help="Margin by price without tax.",
    )
    recipe_below_target = fields.Boolean(
        string="Margin below Target",
        compute="_compute_recipe",
        compute_sudo=True,
        search="_search_recipe_below_target",
        groups=COST,
        help="The target is in the settings of the point of sale.",
    )
    recipe_unknown = fields.Char(
        string="Counted as Free",
        compute="_compute_recipe",
        compute_sudo=True,
        groups=COST,
        help="Goods in it that have no cost: it looks cheaper than it is.",
    )

    def _compute_recipe(self):
        """Fill in the figures: each model has its own way."""
        raise NotImplementedError

    @api.model
    def _search_recipe_margin_rate(self, operator, value):
        return self._compare_recipes("recipe_margin_rate", operator, value)

    @api.model
    def _search_recipe_below_target(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._compare_recipes("recipe_below_target", "=", True in value)

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec in SUMMED:
            self._check_field_access(self._fields[aggregate_spec[:-4]], "read")
            return super()._read_group_select("id:recordset", query)
        return super()._read_group_select(aggregate_spec, query)

    def _read_group_postprocess_aggregate(self, aggregate_spec, raw_values):
        if aggregate_spec not in SUMMED:
            return super()._read_group_postprocess_aggregate(aggregate_spec, raw_values)
        column = super()._read_group_postprocess_aggregate("id:recordset", raw_values)
        name = aggregate_spec[:-4]
        averages = (_average(records.mapped(name)) for records in column)
        if name == "recipe_margin_rate":
            return (round(average, 4) for average in averages)
        return (self.env.company.currency_id.round(average) for average in averages)

    @api.model
    def _compare_recipes(self, name, operator_name, value):
        """Return a domain of the goods sold at tills whose figure compares so."""
        if operator_name not in COMPARE or not isinstance(value, (int, float)):
            return NotImplemented
        compare = COMPARE[operator_name]
        sold = self.search([("available_in_pos", "=", True), ("type", "=", "consu")])
        return [("id", "in", [one.id for one in sold if compare(one[name], value)])]


def _average(values):
    return sum(values) / len(values) if values else 0.0


# pylint: disable=consider-merging-classes-inherited
# What goods cost by their recipes is a subject of its own, for the eyes of a few.
class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ("product.product", "bakery.recipe.groups")

    @api.depends("lst_price", "standard_price", "taxes_id")
    @api.depends_context("company", "pos_config_id")
    def _compute_recipe(self):
        company = self.env.company
        costs = RecipeCosts(self, company)
        prices = self._recipe_prices(company)
        for product in self:
            cost = costs.unit_cost(product)
            price = prices[product.id]
            unknown = costs.unknown(product)
            product.recipe_cost = cost
            product.recipe_price = price
            product.recipe_margin = price - cost
            product.recipe_margin_rate = (price - cost) / price if price else 0
            product.recipe_below_target = (
                product.type == "consu"
                and bool(price)
                and product.recipe_margin_rate < company.recipe_margin_target
            )
            names = unknown[:MOST_UNKNOWN].mapped("display_name")
            product.recipe_unknown = ", ".join(names)

    def _recipe_prices(self, company):
        """Return ``{id: price of one unit without taxes}`` at the company's tills."""
        pricelist = self._recipe_pricelist(company)
        date = fields.Datetime.now()
        if pricelist:
            listed = pricelist._get_products_price(
                self, 1, currency=company.currency_id, date=date
            )
        else:
            listed = {
                product.id: product.currency_id._convert(
                    product.lst_price, company.currency_id, company, date, round=False
                )
                for product in self
            }
        return {
            product.id: product._recipe_untaxed(company, listed.get(product.id, 0))
            for product in self
        }

    def _recipe_pricelist(self, company):
        """Return the price list of the till in the context, or that of all tills.

        Where the tills have different ones, the sales price stands for them.
        """
        domain = [("company_id", "=", company.id)]
        if till := self.env.context.get("pos_config_id"):
            domain.append(("id", "=", till))
        tills = self.env["pos.config"].search(domain)
        lists = {till.use_pricelist and till.pricelist_id for till in tills}
        return lists.pop() if len(lists) == 1 else False

    def _recipe_untaxed(self, company, price):
        taxes = self.taxes_id._filter_taxes_by_company(company)
        if not taxes:
            return price
        return taxes.with_context(round=False, round_base=False).compute_all(
            price, currency=company.currency_id, product=self
        )["total_excluded"]
