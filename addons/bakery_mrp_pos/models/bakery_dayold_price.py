from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class BakeryDayoldPrice(models.Model):
    """A lower price of goods that are a day old, at the tills of one outlet.

    It names a lot where the goods have one, and then holds for that lot alone. Of goods
    without lots it holds until fresh ones come in. It always ends.
    """

    _name = "bakery.dayold.price"
    _description = "Day-Old Price"
    _inherit = "pos.load.mixin"
    _order = "date_start desc, id desc"
    # For roles that hold in some warehouses only.
    _hidden_by_warehouse = True
    _rec_name = "product_id"

    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Outlet", required=True, index=True
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    rule_id = fields.Many2one(
        "bakery.dayold.rule", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one("product.product", required=True, index=True)
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    lot_name = fields.Char(related="lot_id.name", string="Lot Number")
    discount = fields.Float(string="Discount (%)", digits=(16, 2), required=True)
    quantity = fields.Float(
        string="There", digits="Product Unit", help="What was there as it began."
    )
    date_start = fields.Datetime(
        string="A Day Old since",
        required=True,
        help="When the goods became a day old by their rule.",
    )
    date_end = fields.Datetime(string="Ends", required=True, index=True)

    _once = models.UniqueIndex(
        "(warehouse_id, product_id, COALESCE(lot_id, 0), date_start)",
        "These goods are cheaper already: reload the page.",
    )

    # What tills learn -----------------------------------------------------------------

    @api.model
    def _load_pos_data_domain(self, data, config):
        return [
            ("warehouse_id", "=", config.picking_type_id.warehouse_id.id),
            ("date_end", ">", fields.Datetime.now()),
        ]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["product_id", "lot_name", "discount", "date_start", "date_end"]

    def _tell_tills(self):
        """Let the open tills of the outlets know, as soon as this is committed."""
        if not self:
            return
        # sudo: whoever turns goods need not work at a till.
        tills = self.env["pos.config"].sudo()
        tills = tills.search(
            [("picking_type_id.warehouse_id", "in", self.warehouse_id.ids)]
        )
        for till in tills.filtered("current_session_id"):
            own = self.filtered(
                lambda row, till=till: (
                    row.warehouse_id == till.picking_type_id.warehouse_id
                )
            )
            till.notify_synchronisation(
                till.current_session_id.id, 0, {self._name: own.ids}
            )

    # Beginning and ending -------------------------------------------------------------

    @staticmethod
    def _begin(one):
        """Return since when goods are a day old by their rule."""
        return one.since + timedelta(hours=one.rule.hours)

    @api.model
    def _key_of(self, one):
        return (one.product.id, one.lot.id, self._begin(one))

    @api.model
    def _known(self, outlet, goods):
        """Return the keys of the goods that have their price already."""
        if not goods:
            return set()
        # sudo: what was lowered is not lowered again, whoever may see it.
        rows = self.sudo().search(
            [
                ("warehouse_id", "=", outlet.id),
                ("product_id", "in", [one.product.id for one in goods]),
                ("date_start", ">=", min(self._begin(one) for one in goods)),
            ]
        )
        return {(row.product_id.id, row.lot_id.id, row.date_start) for row in rows}

    @api.model
    def _mark_down(self, outlet, goods):
        """Lower the price of the goods; once for each lot, or each closing."""
        first = {self._key_of(one): one for one in reversed(goods)}
        total = dict.fromkeys(first, 0.0)
        for one in goods:
            total[self._key_of(one)] += one.quantity
        rows = self.create(
            [
                {
                    "warehouse_id": outlet.id,
                    "rule_id": one.rule.id,
                    "product_id": one.product.id,
                    "lot_id": one.lot.id,
                    "discount": one.rule.discount,
                    "quantity": total[key],
                    "date_start": key[2],
                    "date_end": self._end(one),
                }
                for key, one in first.items()
            ]
        )
        rows._tell_tills()
        return rows

    @api.model
    def _end(self, one):
        end = fields.Datetime.now() + timedelta(hours=one.rule.keep_hours)
        expires = one.product.use_expiration_date and one.lot.expiration_date
        return min(end, expires) if expires else end

    @api.model
    def _end_where_fresh(self, moves):
        """End the prices of goods without lots that came in fresh with these moves."""
        came = [
            Domain("product_id", "=", product.id)
            & Domain("warehouse_id", "=", outlet.id)
            for product, outlet in {
                (move.product_id, move.location_dest_id.warehouse_id)
                for move in moves
                if move.product_id.tracking == "none" and move._brings_fresh_goods()
            }
        ]
        if not came:
            return
        now = fields.Datetime.now()
        # sudo: whoever receives goods sets no prices.
        rows = self.sudo().search(
            Domain("date_end", ">", now)
            & Domain("lot_id", "=", False)
            & Domain.OR(came)
        )
        rows.write({"date_end": now})
        rows._tell_tills()

    def _holds(self, moment):
        """Return whether the price holds at a moment."""
        self.ensure_one()
        return self.date_start <= moment < self.date_end
