from . import pos_config, pos_order_line
