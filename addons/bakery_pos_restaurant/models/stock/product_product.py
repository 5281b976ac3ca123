from odoo import fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """Count what is sold and has not left the books yet as on its way out."""
        quantities = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        to_date = fields.Datetime.to_datetime(to_date)
        past = to_date and to_date < fields.Datetime.now()
        of_some = lot_id is not None or owner_id is not None or package_id is not None
        if past or of_some or not self.env["pos.config"]._has_stock_outbox():
            return quantities
        for product, quantity in self._sold_in_outbox().items():
            found = quantities.get(product.id)
            if found:
                found["free_qty"] -= quantity
                found["outgoing_qty"] += quantity
                found["virtual_available"] -= quantity
        return quantities

    def _sold_in_outbox(self):
        """Return ``{product: quantity}`` of these that is sold and not booked yet."""
        places, _incoming, _outgoing = self._get_domain_locations()
        rows = self.env["bakery.pos.stock"]._uncounted(places)
        return {
            product.with_env(self.env): quantity
            for product, quantity in rows._goods().items()
            if product.id in self._ids
        }
