from . import patch_kit_cost
from . import product_product
from . import product_template
from . import res_company
from . import res_config_settings
