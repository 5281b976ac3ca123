from . import bakery_outlet_compliance
from . import bakery_price_deviation
from . import loyalty_program
from . import pos_preset
from . import product_pricelist
from . import res_company
from . import res_config_settings
