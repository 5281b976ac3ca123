from . import test_formula, test_formula_scale, test_formula_version, test_install
