from . import pos_payment
from . import pos_payment_method
from . import qris
