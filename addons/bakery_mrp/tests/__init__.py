from . import (
    test_content,
    test_formula,
    test_formula_cost,
    test_formula_scale,
    test_formula_version,
    test_install,
    test_label,
    test_label_layout,
)
