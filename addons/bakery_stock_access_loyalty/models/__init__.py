from . import loyalty_card
from . import sale_order
from . import sale_order_line
