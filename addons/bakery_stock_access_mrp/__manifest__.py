{
    "name": "Bakery Stock Access: Manufacturing",
    "summary": "Manufacturing orders of one's own warehouses only",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_stock_access", "mrp"],
    "auto_install": True,
    "data": ["security/bakery_stock_access_mrp_security.xml"],
}
