from . import product_product
from . import pos_config
from . import pos_config_request
from . import bakery_stock_request
from . import stock_move
from . import res_config_settings
from . import res_users
