from . import test_install
from . import test_precision
from . import test_random_baking_books
from . import test_roles
from . import test_setup
from . import test_setup_tour
from . import test_unit_js
from . import test_web_taxes
