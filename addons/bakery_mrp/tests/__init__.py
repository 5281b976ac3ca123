from . import test_install
from . import test_lot_hold, test_trace
from . import test_recall
from . import test_recall_simultaneous, test_trace_js
