from . import bakery_formula_scale
from . import bakery_waste_entry
