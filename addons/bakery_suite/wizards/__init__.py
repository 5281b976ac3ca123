from . import bakery_setup
