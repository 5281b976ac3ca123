from . import bakery_formula_scale
