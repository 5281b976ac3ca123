from . import test_flows
from . import test_install
from . import test_leaks
from . import test_matrix
from . import test_prices
from . import test_roles
from . import test_unit_js
from . import test_overview
