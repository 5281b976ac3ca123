from . import bakery_kitchen_send
from . import bakery_kitchen_ledger
from . import bakery_kitchen_ticket
from . import bakery_kitchen_ticket_line
from . import bakery_kitchen_event
