from . import bakery_kitchen_pair
