from odoo.addons.bakery_stock_access.models.bakery_access_costs import sees_costs

# What tells the cost of what was sold, beside its price.
COSTS = {"margin", "margin_percent", "total_cost"}
COST = "standard_price"
# What bakery_pos_restaurant tells of recipes, where it is installed.
RECIPE_COSTS = {
    *("recipe_below_target", "recipe_cost", "recipe_margin", "recipe_margin_rate"),
    "recipe_unknown",
}


def fields_without_costs(fields, env):
    """Return the fields of articles that a till loads, less the cost if it is hidden.

    Addons read these fields by themselves, as loyalty does for rewards: one that may
    not be read leaves the till without any articles.
    """
    if sees_costs(env):
        return fields
    return [name for name in fields if name != COST]


def without_costs(rows):
    """Return the rows of articles with a cost of zero."""
    return [{**row, COST: 0} for row in rows]
