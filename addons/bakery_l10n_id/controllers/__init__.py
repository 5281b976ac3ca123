from . import tax_worksheet
