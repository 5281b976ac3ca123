from . import (
    stock_warehouse,
    mrp_production,
    bakery_bake_shift,
    bakery_bake_plan,
    bakery_bake_plan_line,
    bakery_bake_plan_compute,
    bakery_bake_plan_load,
    bakery_bake_plan_need,
    bakery_bake_plan_sheets,
)
