{
    "name": "Bakery Web Shop Delivery",
    "summary": "Delivery slots, zones, couriers and own drivers for the web shop",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": [
        "website_sale_stock",
        "website_sale_collect",
        "stock_delivery",
        "queue_job",
    ],
    "data": ["security/ir.model.access.csv"],
}
