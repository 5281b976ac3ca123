from . import patch_cashier_stock_rights
from . import bill
from . import figures
from . import floor
from . import people
from . import self_order
from . import stock
from . import sync
