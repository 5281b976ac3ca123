from . import (
    test_content,
    test_opening,
    test_outlets,
    test_products,
    test_recipes,
    test_staff,
    test_taxes,
)
