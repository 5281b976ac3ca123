from . import (
    bakery_margin,
    product_product,
    product_template,
    stock_lot,
)
