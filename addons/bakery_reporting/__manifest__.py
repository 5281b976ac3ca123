{
    "name": "Bakery Reporting",
    "summary": "Daily profit per outlet, margins, cash projection and demand forecast",
    "version": "19.0.1.0.0",
    "category": "Accounting/Reporting",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_l10n_id", "sale_stock"],
    "data": ["security/ir.model.access.csv"],
}
