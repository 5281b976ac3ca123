from . import account_payment_register
from . import bakery_bill_release
from . import bakery_vendor_comparison
from . import bakery_vendor_price
from . import bakery_qc_skip
from . import bakery_qc_unseen
from . import stock_return_picking
