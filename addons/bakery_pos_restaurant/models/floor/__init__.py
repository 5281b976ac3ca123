from . import (
    bakery_table_reservation,
    patch_cashier_links_tables,
    pos_config,
    pos_order,
    pos_order_line,
    pos_session,
    res_config_settings,
    restaurant_table,
)
