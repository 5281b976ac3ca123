from . import (
    bakery_dayold,
    bakery_dayold_rule,
    res_users,
    stock_lot,
    stock_move,
    stock_warehouse,
)
