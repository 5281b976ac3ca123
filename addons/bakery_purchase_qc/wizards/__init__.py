from . import account_payment_register
from . import bakery_bill_release
from . import bakery_vendor_comparison
from . import bakery_vendor_price
