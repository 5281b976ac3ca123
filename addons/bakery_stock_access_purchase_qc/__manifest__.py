{
    "name": "Bakery Stock Access: Inspections",
    "summary": "Inspections of goods, each in its own warehouse",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_stock_access_purchase", "bakery_purchase_qc"],
    "data": ["security/bakery_stock_access_purchase_qc_security.xml"],
    "auto_install": True,
}
