from . import (
    mrp_production,
    res_partner,
    sale_order,
    sale_order_line,
    stock_picking,
    stock_rule,
)
