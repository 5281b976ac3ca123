{
    "name": "Bakery Stock Access: Point of Sale",
    "summary": "Tills of one's own warehouses, and their goods without stock rights",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_stock_access", "point_of_sale"],
    "auto_install": True,
    "data": ["security/bakery_stock_access_pos_security.xml"],
}
