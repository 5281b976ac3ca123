from . import patch_lost_answer
from . import patch_tablet_clock
