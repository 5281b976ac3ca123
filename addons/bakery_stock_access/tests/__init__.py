from . import test_install
from . import test_matrix
from . import test_reservation
from . import test_reservation_deals
from . import test_reservation_expiry
from . import test_reservation_refusals
from . import test_reservation_rights
from . import test_reservation_speed
