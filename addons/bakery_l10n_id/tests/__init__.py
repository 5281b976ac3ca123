from . import test_delivery_books
from . import test_install
from . import test_production_books
from . import test_receipt_accrual
from . import test_statement
from . import test_statement_figures
from . import test_statement_lines
from . import test_till_books
