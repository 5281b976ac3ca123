from . import bakery_qc_disposition
