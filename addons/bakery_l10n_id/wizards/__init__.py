from . import bakery_document_line
from . import bakery_books_check
from . import bakery_closing
from . import bakery_lock_date
from . import bakery_statement
from . import bakery_tax_profile
from . import bakery_tax_profile_change
from . import bakery_tax_profile_outlet
