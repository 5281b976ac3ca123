from . import (
    test_dayold_price,
    test_install,
    test_margin,
    test_till,
    test_unit_js,
)
