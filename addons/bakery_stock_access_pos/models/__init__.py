from . import pos_order_line
from . import pos_session
from . import product_product
from . import product_template
from . import stock_picking
