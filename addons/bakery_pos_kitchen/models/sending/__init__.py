from . import kitchen_header
from . import kitchen_ledger_moves
from . import ticket_follow
from . import pos_order
from . import pos_order_line
