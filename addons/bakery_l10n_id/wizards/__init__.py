from . import bakery_tax_profile
from . import bakery_tax_profile_change
from . import bakery_tax_profile_outlet
