from . import bakery_setup
from . import bakery_setup_purchase
