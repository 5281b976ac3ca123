from odoo.addons.bakery_stock_access.models.bakery_access_costs import sees_costs

# What tells the cost of what was sold, beside its price.
COSTS = {"margin", "margin_percent", "total_cost"}


def load_without_costs(load, records, config):
    """Load articles for a till, without costs where the roles do not show them.

    :param load: Odoo's loader, ``_load_pos_data_read`` of the model.
    :return: its rows; the cost is zero for who may not see it.
    """
    if sees_costs(records.env):
        return load(records, config)
    # sudo: the loader wants the cost among its fields, and it is taken out again.
    rows = load(records.sudo(), config)
    for row in rows:
        row["standard_price"] = 0
    return rows
