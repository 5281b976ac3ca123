from . import bakery_formula_scale, bakery_lot_hold
