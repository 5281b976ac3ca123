{
    "name": "Bakery Production: Point of Sale",
    "summary": "Lots on hold are not sold at the till, and traces lead to tables",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_mrp", "point_of_sale"],
    "auto_install": True,
    "data": ["security/ir.model.access.csv", "views/bakery_recall_views.xml"],
}
