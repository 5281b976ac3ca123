from odoo import models

# Whatever is below them goes with them.
MENUS = (
    "bakery_dispatch_root_menu",
    "bakery_dispatch_route_menu",
    "bakery_dispatch_reason_menu",
    "bakery_dispatch_stock_menu",
)


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide dispatches from users none of whose companies use them."""
        hidden = super()._load_menus_blacklist()
        if any(self.env.user.company_ids.mapped("dispatch_daily")):
            return hidden
        menus = (
            self.env.ref(f"bakery_mrp.{name}", raise_if_not_found=False)
            for name in MENUS
        )
        return [*hidden, *(menu.id for menu in menus if menu)]
