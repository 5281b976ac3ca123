from . import (
    product_product,
    stock_location,
    stock_lot,
    stock_move,
    stock_move_line,
    stock_quant,
)
