from . import (
    test_bake_plan,
    test_cost,
    test_formula,
    test_formula_scale,
    test_formula_version,
    test_install,
    test_patch_bake_without_accounting,
    test_fresh,
    test_waste,
)
