from . import pos_documents
from . import pos_order
from . import pos_order_line
from . import pos_session
from . import product_product
from . import product_template
from . import report_pos_order
from . import stock_picking
