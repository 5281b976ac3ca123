from . import bakery_recall, bakery_recall_line, bakery_recall_partner
