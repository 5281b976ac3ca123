from . import (
    bakery_cost_whatif,
    bakery_dayold_entry,
    bakery_dayold_entry_line,
    bakery_formula_scale,
    bakery_label_print,
    bakery_lot_hold,
    bakery_waste_entry,
)
