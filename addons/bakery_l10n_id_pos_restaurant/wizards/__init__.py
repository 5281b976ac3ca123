from . import bakery_books_check
