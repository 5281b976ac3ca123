from . import bakery_kitchen_ticket_line
from . import res_users
from . import bakery_kitchen_figure
