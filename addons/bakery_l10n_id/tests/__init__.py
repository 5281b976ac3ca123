from . import test_delivery_books
from . import test_install
from . import test_production_books
from . import test_receipt_accrual
from . import test_tax_profile
from . import test_tax_worksheet
from . import test_taxes
from . import test_till_books
