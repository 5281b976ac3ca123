from . import bakery_kitchen_gap
from . import pos_config
