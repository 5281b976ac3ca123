from . import patch_geocoder_offline
