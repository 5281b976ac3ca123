from . import bakery_setup
from . import bakery_setup_purchase
from . import bakery_setup_selling
from . import bakery_setup_baking
from . import bakery_setup_collectors
from . import bakery_setup_kitchen
