from . import (
    bakery_qris_charge,
    bakery_qris_charge_jobs,
    pos_order,
    pos_payment,
    pos_payment_method,
)
