from . import (
    test_bake_plan,
    test_formula,
    test_formula_scale,
    test_formula_version,
    test_install,
    test_patch_split_order,
)
