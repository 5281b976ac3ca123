from . import patch_cashier_stock_rights
from . import bill
from . import floor
from . import people
from . import self_order
