from . import kitchen
