from . import self_order
