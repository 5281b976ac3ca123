from . import bakery_statement
