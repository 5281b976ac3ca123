from . import purchase_order
from . import purchase_order_line
from . import stock_forecasted
from . import vendor_delay_report
