from odoo import api, models

# What tells which lot arrives, and how much of it.
FACTS = {"lot_id", "lot_name", "quantity", "expiration_date", "move_id"}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._follow_inspections()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if FACTS & vals.keys():
            self._follow_inspections()
        return result

    def unlink(self):
        moves = self.move_id
        result = super().unlink()
        moves.exists()._sync_inspections()
        return result

    def _follow_inspections(self):
        moves = self.move_id.filtered("company_id.purchase_control")
        if moves:
            moves._sync_inspections()

    def _lot_key(self):
        """Return what tells one lot from another, before it is made and after."""
        self.ensure_one()
        return self.lot_id.name or self.lot_name or ""

    def _give_to(self, move, quantity):
        """Give ``quantity`` of these lines to ``move``.

        :param quantity: in the unit of the product.
        """
        unit = self.product_id.uom_id
        left = quantity
        for line in self:
            if unit.compare(left, 0) <= 0:
                break
            given = min(left, line.quantity_product_uom)
            left -= given
            if unit.compare(given, line.quantity_product_uom) >= 0:
                line.move_id = move
                continue
            share = unit._compute_quantity(given, line.product_uom_id, round=False)
            line.copy({"move_id": move.id, "quantity": share, "picked": True})
            line.quantity -= share
