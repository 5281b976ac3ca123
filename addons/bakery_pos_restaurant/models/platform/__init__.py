from . import (
    bakery_pos_collector,
    bakery_pos_settlement,
    bakery_pos_settlement_line,
    pos_config,
    pos_order,
    pos_payment_method,
    pos_preset,
)
