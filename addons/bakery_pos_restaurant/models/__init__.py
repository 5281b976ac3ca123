from . import patch_cashier_stock_rights
from . import self_order
