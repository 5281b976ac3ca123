from . import bakery_vendor_comparison
from . import bakery_vendor_price
