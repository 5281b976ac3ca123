{
    "name": "Bakery Production",
    "summary": "Formulas, bake plans, real batch cost, traceable lots and waste",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["mrp_account", "sale_mrp", "purchase_mrp", "mrp_product_expiry"],
    "data": [
        "security/bakery_mrp_groups.xml",
        "security/ir.model.access.csv",
        "views/bakery_mrp_menus.xml",
        "security/bakery_recall_security.xml",
        "data/bakery_recall_data.xml",
        "views/stock_lot_trace_views.xml",
        "report/bakery_recall_report.xml",
        "views/bakery_recall_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["bakery_mrp/static/src/trace/**/*"],
        "web.assets_unit_tests": ["bakery_mrp/static/tests/trace/*.test.js"],
    },
}
