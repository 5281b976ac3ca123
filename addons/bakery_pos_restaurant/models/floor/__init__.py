from . import patch_cashier_links_tables, pos_config, pos_order_line
