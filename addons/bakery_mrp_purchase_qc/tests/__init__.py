from . import test_check_after
from . import test_check_before
from . import test_check_rights
from . import test_disposition
from . import test_install
from . import test_plan
from . import test_queries
from . import test_tablet
