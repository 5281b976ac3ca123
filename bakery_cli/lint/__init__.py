"""The linters: what each one looks at, and the tools it needs.

``tools`` installs them, ``checks`` runs those of others, ``project`` holds the rules
that only this project has, ``odoo_runner`` lets Odoo's own linter judge our addons.
"""
