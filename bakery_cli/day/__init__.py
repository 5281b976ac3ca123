"""Play a business day of the bakery from outside, through Odoo's public interfaces.

``clients`` speak to the server, ``steps`` hold one class per piece of work,
``player`` runs them in order, ``books`` reads the resulting ledger, and
``clock`` moves a private server and cluster through several days.
"""
