from . import (
    uom_uom,
    product_template,
    product_product,
    mrp_workcenter,
    bakery_formula_part,
    mrp_bom,
    mrp_bom_percent,
    mrp_bom_version,
    mrp_bom_line,
    mrp_bom_byproduct,
    mrp_routing_workcenter,
)
