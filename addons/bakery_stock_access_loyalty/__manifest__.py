{
    "name": "Bakery Stock Access: Loyalty",
    "summary": "Rewards of loyalty programs beside the limits of discounts",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "website": "https://example.com/bakery-for-odoo",
    "author": "Bakery for Odoo contributors",
    "license": "AGPL-3",
    "depends": ["bakery_stock_access", "sale_loyalty"],
    "auto_install": True,
}
