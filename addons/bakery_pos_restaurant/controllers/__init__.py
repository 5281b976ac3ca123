from . import qris
from . import self_order
