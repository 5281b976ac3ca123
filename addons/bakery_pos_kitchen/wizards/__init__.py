from . import bakery_kitchen_pair
from . import bakery_print_agent_token
