from . import (
    bakery_allergen,
    bakery_nutrient,
    bakery_nutrient_amount,
    mrp_bom_recipe,
    mrp_bom,
    mrp_workcenter,
    product_template,
    product_product,
)
