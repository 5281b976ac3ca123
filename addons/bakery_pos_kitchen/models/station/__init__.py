from . import bakery_kitchen_station
from . import pos_config
from . import res_config_settings
