{
    "name": "Bakery Production: Point of Sale",
    "summary": "Day-old prices, no lots on hold at the till, traces to tables",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_mrp", "point_of_sale"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/bakery_dayold_price_security.xml",
        "views/bakery_recall_views.xml",
        "views/bakery_dayold_rule_views.xml",
        "views/bakery_dayold_price_views.xml",
        "views/pos_order_line_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["bakery_mrp_pos/static/src/**/*"],
        "web.assets_unit_tests": ["bakery_mrp_pos/static/tests/unit/**/*"],
    },
}
