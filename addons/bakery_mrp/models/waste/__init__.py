from . import (
    bakery_waste_reason,
    bakery_waste,
    patch_scrap_quantity,
    stock_move,
    stock_scrap,
    res_users,
)
