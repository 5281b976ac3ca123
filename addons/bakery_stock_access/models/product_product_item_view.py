from odoo import api, models


class ProductProduct(models.Model):
    # The live view is a subject of its own, beside the rights in product_product.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "product.product"

    @api.readonly
    def get_item_view(self):
        """Return where the item is, for whom it is reserved, and what moves.

        Called by the live view and by integrations. Only what the user may see:
        own warehouses, documents of one's rights, reservations of one's deals.
        Quantities are in the unit of the product, moments in UTC.

        :return: dict with ``product``; ``totals`` and ``warehouses`` (``on_hand``,
            ``reserved``, ``free``, ``incoming``, ``outgoing``; each warehouse with
            its ``locations`` and their ``lots``); ``incoming`` and ``outgoing``
            documents; ``reservations``; ``movements``, the last 20; ``sees``, which
            of the documents the user may view at all.
        :raise AccessError: without the right to stock levels.
        """
        self.ensure_one()
        return self.env["bakery.item.view"]._view_of(self)

    def action_view_item(self):
        """Open the live view of the item."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "bakery_stock_access.bakery_item_view_action"
        )
        action["context"] = {"active_id": self.id, "active_model": self._name}
        return action
