from . import bakery_kitchen_display
from . import bakery_kitchen_device
from . import ticket_payload
from . import ticket_actions
from . import display_snapshot
from . import ir_http
from . import ir_websocket
