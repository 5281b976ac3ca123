from . import kitchen
from . import screen
