from . import (
    mrp_bom,
    mrp_production,
    mrp_production_sheet,
    mrp_production_weigh,
    mrp_production_finish,
    stock_move,
    stock_move_line,
    patch_bake_without_accounting,
)
