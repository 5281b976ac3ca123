{
    "name": "Bakery Sales Pipeline",
    "summary": "Cake, catering and wholesale pipeline, tastings and standing orders",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["sale_crm", "website_crm", "calendar"],
    "data": ["security/ir.model.access.csv"],
}
