from . import stock_return_picking
from . import bakery_form_property
