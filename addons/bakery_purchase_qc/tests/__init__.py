from . import test_approval
from . import test_bill_match
from . import test_inspection
from . import test_install
from . import test_price_history
from . import test_tours
from . import test_vendor_answer
from . import test_vendor_comparison
