from . import (
    product_template,
    stock_lot,
    stock_move_line,
    mrp_production,
)
