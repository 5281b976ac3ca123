from . import test_install
from . import test_patch_geocoder_offline
from . import test_stock_rights
