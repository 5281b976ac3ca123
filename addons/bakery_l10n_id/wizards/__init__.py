from . import bakery_books_check
from . import bakery_closing
