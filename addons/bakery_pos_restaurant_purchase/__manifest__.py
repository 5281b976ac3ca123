{
    "name": "Bakery Restaurant and Counter: Purchase",
    "summary": "Requests of outlets to the purchaser, from the till",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_pos_restaurant", "purchase_stock"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "views/bakery_stock_request_views.xml",
    ],
}
