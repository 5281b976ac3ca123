from odoo import api, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model
    def get_existing_lots(self, company_id, config_id, product_id):
        """Offer no lot on hold to the till."""
        lots = super().get_existing_lots(company_id, config_id, product_id)
        # sudo: cashiers may not read lots; Odoo offers them in the same way.
        known = self.env["stock.lot"].sudo().browse([lot["id"] for lot in lots])
        held = set(known.filtered("quality_hold").ids)
        return [lot for lot in lots if lot["id"] not in held]

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

    def _held_lots(self):
        """Return the lots on hold that the lines sell.

        A sale before the lot was held is none of them: the goods are gone, and it
        reaches the server late where the till had no connection. It has to be known.
        """
        named = self.filtered(lambda line: line.qty > 0)._named_lots()
        # sudo: cashiers may not read lots.
        held = self.env["stock.lot"].sudo()
        for line in self.browse(named):
            sold_on = line.order_id.date_order
            held |= named[line.id].filtered(
                lambda lot, sold_on=sold_on: (
                    lot.quality_hold and sold_on >= lot.hold_date
                )
            )
        return held
