{
    "name": "Bakery Stock Access",
    "summary": "Roles, rights per document and warehouse, and reservations of stock",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["stock", "sale_stock", "sale_crm"],
    "data": ["security/ir.model.access.csv"],
}
