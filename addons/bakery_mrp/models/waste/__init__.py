from . import (
    bakery_waste_reason,
    bakery_waste,
    stock_move,
    stock_scrap,
    res_users,
)
