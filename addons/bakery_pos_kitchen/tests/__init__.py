from . import test_act
from . import test_device
from . import test_install
from . import test_lineage
from . import test_send
from . import test_snapshot
from . import test_speed
from . import test_unit_js
