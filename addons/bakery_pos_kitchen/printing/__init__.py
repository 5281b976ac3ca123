"""Bytes for receipt printers (ESC/POS): rendering, sending, and reading them in tests.

Nothing in here knows Odoo: ``ticket`` and ``receipt`` turn plain data into bytes,
``transport`` carries bytes to a printer and says how sure it is that they were printed.
"""
