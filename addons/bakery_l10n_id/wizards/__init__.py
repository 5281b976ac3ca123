from . import bakery_lock_date
from . import bakery_statement
