from . import test_books_check
from . import test_install
