from . import bakery_printer
from . import bakery_print_job
from . import print_drain
from . import pos_printer
from . import pos_config
from . import kitchen_slips
