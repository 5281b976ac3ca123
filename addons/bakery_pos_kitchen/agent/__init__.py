"""The program in the shop that prints for a server outside of it.

Standard library only, and nothing of Odoo: ``bundle`` makes one file of it, which runs
wherever Python 3.10 does. It asks the server for slips (the shop opens no port), sends
them to printers in its own network by the same code as a server in the shop
(``printing/transport.py``), and says what became of each.
"""
