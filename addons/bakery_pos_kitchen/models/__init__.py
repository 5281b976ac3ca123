from . import station
from . import ticket
from . import sending
from . import screen
from . import check
from . import printing
from . import figures
