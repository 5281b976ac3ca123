from . import bakery_stock_request
from . import pos_config
from . import product_product
