from . import (
    bakery_cost_whatif,
    bakery_formula_scale,
    bakery_label_print,
    bakery_lot_hold,
    bakery_waste_entry,
)
