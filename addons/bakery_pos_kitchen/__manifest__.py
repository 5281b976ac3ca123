{
    "name": "Bakery Kitchen",
    "summary": "Kitchen stations, tickets, screens and printing for the point of sale",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_pos_restaurant", "queue_job"],
    "data": [
        "security/ir.model.access.csv",
        "security/bakery_pos_kitchen_security.xml",
        "data/ir_cron_data.xml",
        "views/bakery_kitchen_screen_templates.xml",
        "views/bakery_kitchen_display_views.xml",
        "views/bakery_kitchen_event_views.xml",
        "views/bakery_kitchen_gap_views.xml",
        "views/bakery_kitchen_station_views.xml",
        "views/bakery_kitchen_ticket_views.xml",
        "views/res_config_settings_views.xml",
        "views/bakery_pos_kitchen_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["bakery_pos_kitchen/static/src/app/**/*"],
        "bakery_pos_kitchen.assets_screen": [
            ("include", "point_of_sale.base_app"),
            "point_of_sale/static/src/utils.js",
            "bakery_pos_kitchen/static/src/screen/**/*",
        ],
        "web.assets_unit_tests_setup": [
            "bakery_pos_kitchen/static/src/screen/**/*",
            # It puts the page up as soon as it is read.
            ("remove", "bakery_pos_kitchen/static/src/screen/main.js"),
            ("remove", "bakery_pos_kitchen/static/src/screen/**/*.scss"),
        ],
        "web.assets_unit_tests": ["bakery_pos_kitchen/static/tests/unit/**/*"],
    },
}
