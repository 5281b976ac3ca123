from . import stock_return_picking
from . import bakery_reservation_settings
from . import bakery_stock_reservation_wizard
from . import bakery_form_property
