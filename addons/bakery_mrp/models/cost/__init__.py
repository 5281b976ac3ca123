from . import (
    mrp_workcenter,
    mrp_workorder,
    product_template,
    mrp_production,
    mrp_bom,
)
