from . import test_commission
from . import test_install
from . import test_patch_cashier_stock_rights
from . import test_patch_scheduler_search
from . import test_self_order
from . import test_stock_outbox
from . import test_tips
from . import test_waiter
