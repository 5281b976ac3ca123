from . import bakery_lot_hold
