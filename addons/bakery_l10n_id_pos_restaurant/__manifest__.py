{
    "name": "Bakery Indonesia: Restaurant",
    "summary": "Books are checked after the stock of sales is posted",
    "version": "19.0.1.0.0",
    "category": "Accounting/Localizations",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_l10n_id", "bakery_pos_restaurant"],
    "auto_install": True,
}
