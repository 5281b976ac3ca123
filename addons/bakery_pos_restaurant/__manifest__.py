{
    "name": "Bakery Restaurant and Counter",
    "summary": "Tables, seats, waiters, tips and retail counter of a bakery café",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": [
        "pos_restaurant",
        "pos_hr",
        "pos_mrp",
        "pos_loyalty",
        "pos_self_order",
        "l10n_id_pos",
        "queue_job",
    ],
    "data": [
        "security/bakery_pos_restaurant_groups.xml",
        "security/ir.model.access.csv",
        "security/bakery_commission_security.xml",
        "views/bakery_commission_views.xml",
        "views/bakery_tip_distribution_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["bakery_pos_restaurant/static/src/**/*"],
        "web.assets_unit_tests": ["bakery_pos_restaurant/static/tests/unit/**/*"],
    },
}
