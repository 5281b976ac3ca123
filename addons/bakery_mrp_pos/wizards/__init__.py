from . import bakery_dayold_entry_line
