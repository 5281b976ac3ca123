from . import bakery_formula_scale, bakery_label_print
