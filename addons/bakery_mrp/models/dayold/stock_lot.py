from datetime import timedelta

from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What is a day old is a subject of its own.
class StockLot(models.Model):
    _inherit = "stock.lot"

    fresh_lot_id = fields.Many2one(
        "stock.lot",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The lot these goods were before they were a day old.",
    )

    _one_dayold = models.UniqueIndex(
        "(product_id, fresh_lot_id) WHERE fresh_lot_id IS NOT NULL",
        "These goods are a day old already: reload the page.",
    )

    def _left_oven(self):
        """Return when the goods of each lot left the oven (UTC), by the lot's id.

        Of lots that no order made, that is told by their shelf life, else by the
        moment the lot was made.
        """
        lines = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", self.ids),
                ("state", "=", "done"),
                ("move_id.production_id", "!=", False),
            ]
        )
        moments = {}
        for line in lines:
            moment = line.move_id.production_id.oven_out or line.date
            known = moments.get(line.lot_id.id)
            moments[line.lot_id.id] = min(known, moment) if known else moment
        for lot in self:
            if lot.id not in moments:
                life = lot.product_id.shelf_life_hours
                dated = life and lot.expiration_date
                moments[lot.id] = (
                    lot.expiration_date - timedelta(hours=life)
                    if dated
                    else lot.create_date
                )
        return moments

    def _dayold_lots(self, turned):
        """Return the lot of the day-old product for each of these, by the lot's id.

        Lots that turned before take more of the same. The goods are sold no longer
        than the rule says, and never past the date of the fresh ones.

        :param turned: the day-old product and the moment it is sold until, by lot
        """
        known = self.search([("fresh_lot_id", "in", self.ids)])
        found = {(lot.product_id, lot.fresh_lot_id): lot for lot in known}
        missing = [lot for lot in self if (turned[lot][0], lot) not in found]
        names = self._free_names(missing, turned)
        made = self.create(
            [
                {
                    "name": names[lot],
                    "product_id": turned[lot][0].id,
                    "fresh_lot_id": lot.id,
                    "company_id": lot.company_id.id,
                    **dict.fromkeys(
                        ("expiration_date", "use_date", "removal_date", "alert_date"),
                        turned[lot][1],
                    ),
                }
                for lot in missing
            ]
        )
        found.update(zip(((turned[lot][0], lot) for lot in missing), made, strict=True))
        return {lot.id: found[turned[lot][0], lot] for lot in self}

    def _free_names(self, lots, turned):
        """Return a name for the day-old goods of each lot: its own, where it is free.

        Lots of several breads may have the same name and become the same product.
        """
        products = {turned[lot][0].id for lot in lots}
        taken = {
            (lot.product_id.id, lot.name)
            for lot in self.search(
                [
                    ("product_id", "in", list(products)),
                    ("name", "in", [lot.name for lot in lots]),
                ]
            )
        }
        names = {}
        for lot in lots:
            product = turned[lot][0].id
            name = lot.name
            if (product, name) in taken:
                name = f"{lot.name}/{lot.product_id.default_code or lot.product_id.id}"
            if (product, name) in taken:
                name = f"{lot.name}/{lot.id}"
            taken.add((product, name))
            names[lot] = name
        return names
