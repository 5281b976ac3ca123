{
    "name": "Bakery Purchasing and Quality",
    "summary": "Price history, approval, vendor answers and incoming quality control",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Purchase",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": [
        "purchase_stock",
        "purchase_requisition_stock",
        "product_expiry",
        "portal",
        "purchase_tier_validation",
        "quality_control_oca",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/bakery_purchase_qc_security.xml",
        "views/bakery_price_point_views.xml",
        "views/purchase_order_views.xml",
        "views/res_partner_views.xml",
        "wizards/bakery_vendor_comparison_views.xml",
        "views/purchase_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["bakery_purchase_qc/static/src/**/*"],
    },
}
