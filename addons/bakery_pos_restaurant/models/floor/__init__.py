from . import (
    patch_cashier_links_tables,
    pos_config,
    pos_order,
    pos_order_line,
    res_config_settings,
    restaurant_table,
)
