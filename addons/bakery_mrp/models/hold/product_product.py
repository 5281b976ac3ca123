from odoo import fields, models
from odoo.fields import Domain


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """Leave lots on hold out of what is free to use, and of the forecast."""
        result = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        date = fields.Datetime.to_datetime(to_date)
        is_past = date and date < fields.Datetime.now()
        if is_past or not self.env["stock.lot"]._any_on_hold():
            return result
        held = self._held_quantities(lot_id, owner_id, package_id)
        for product in self.filtered(lambda product: product._origin.id in held):
            figures, gone = result[product.id], held[product._origin.id]
            for name in ("free_qty", "virtual_available"):
                figures[name] = product.uom_id.round(figures[name] - gone)
        return result

    def _held_quantities(self, lot_id, owner_id, package_id):
        """Return what of each product is on hold and not reserved, by its id.

        What is too old to sell is not counted: it is not free as it is.
        """
        # sudo: a lot is on hold for those as well who may not read it.
        held = self.env["stock.lot"].sudo()._search([("quality_hold", "=", True)])
        oldest = self.env.context.get("to_date") or fields.Date.today()
        domain = (
            Domain("product_id", "in", self.ids)
            & Domain("lot_id", "in", held)
            & Domain(self._get_domain_locations()[0])
            & (Domain("removal_date", "=", False) | Domain("removal_date", ">", oldest))
        )
        for name, value in (
            ("lot_id", lot_id),
            ("owner_id", owner_id),
            ("package_id", package_id),
        ):
            if value is not None:
                domain &= Domain(name, "=", value)
        if "owners" in self.env.context:
            owners = self.env.context["owners"]
            domain &= Domain("owner_id", "in" if owners else "=", owners or False)
        groups = self.env["stock.quant"]._read_group(
            domain, ["product_id"], ["quantity:sum", "reserved_quantity:sum"]
        )
        return {product.id: on_hand - taken for product, on_hand, taken in groups}
