from . import test_install
from . import test_patch_geocoder_offline
