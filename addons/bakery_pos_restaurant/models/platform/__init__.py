from . import (
    bakery_pos_collector,
    bakery_pos_settlement,
    bakery_pos_settlement_line,
    pos_order,
    pos_preset,
)
