from odoo import api, fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model
    def get_existing_lots(self, company_id, config_id, product_id):
        """Offer no lot on hold and none that has expired to the till."""
        lots = super().get_existing_lots(company_id, config_id, product_id)
        # sudo: cashiers may not read lots; Odoo offers them in the same way.
        known = self.env["stock.lot"].sudo().browse([lot["id"] for lot in lots])
        company = self.env["res.company"].browse(company_id)
        now = fields.Datetime.now()
        refused = known.filtered(
            lambda lot: lot.quality_hold or lot._is_expired(company, now)
        )
        return [lot for lot in lots if lot["id"] not in refused.ids]

    def _named_lots(self):
        """Return the lots that the lines sell, by the id of the line."""
        packs = self.pack_lot_ids.filtered("lot_name")
        if not packs:
            return {}
        # sudo: cashiers may not read lots.
        lots = self.env["stock.lot"].sudo()
        found = lots.search(
            [
                ("product_id", "in", packs.product_id.ids),
                ("name", "in", packs.mapped("lot_name")),
                ("company_id", "in", [False, *packs.order_id.company_id.ids]),
            ]
        )
        by_name = found.grouped(lambda lot: (lot.product_id, lot.name))
        named = {}
        for pack in packs:
            lot = by_name.get((pack.product_id, pack.lot_name), lots)
            line = pack.pos_order_line_id
            named[line.id] = named.get(line.id, lots) | lot
        return named

    def _lots_where(self, refused):
        """Return the lots the lines sell of which ``refused(lot, line)`` is true."""
        named = self.filtered(lambda line: line.qty > 0)._named_lots()
        # sudo: cashiers may not read lots.
        found = self.env["stock.lot"].sudo()
        for line in self.browse(named):
            found |= named[line.id].filtered(lambda lot, x=line: refused(lot, x))
        return found

    def _held_lots(self):
        """Return the lots on hold that the lines sell.

        A sale before the lot was held is none of them: the goods are gone, and it
        reaches the server late where the till had no connection. It has to be known.
        """
        return self._lots_where(
            lambda lot, line: (
                lot.quality_hold and line.order_id.date_order >= lot.hold_date
            )
        )

    def _expired_lots(self):
        """Return the lots the lines sell that had expired by the hour of the sale."""
        return self._lots_where(
            lambda lot, line: lot._is_expired(line.company_id, line.order_id.date_order)
        )

    def _refused_lots(self):
        """Return the lots that may not be sold."""
        return self._held_lots() | self._expired_lots()
