from . import (
    bakery_recall,
    bakery_recall_partner,
    pos_order,
    pos_order_line,
    stock_lot,
    stock_move_line,
    stock_picking,
)
