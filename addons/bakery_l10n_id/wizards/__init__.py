from . import bakery_books_check
from . import bakery_closing
from . import bakery_lock_date
from . import bakery_statement
