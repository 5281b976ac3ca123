from . import kitchen
from . import screen
from . import print_agent
