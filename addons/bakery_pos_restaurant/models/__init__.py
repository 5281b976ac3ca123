from . import patch_cashier_stock_rights
