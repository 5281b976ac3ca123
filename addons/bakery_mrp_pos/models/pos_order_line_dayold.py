from datetime import timedelta

from odoo import fields, models
from odoo.tools import float_compare

# How long after its end a day-old price is known again when a till still asks it.
REMEMBERED = timedelta(days=7)


# pylint: disable=consider-merging-classes-inherited
# Lots on hold and day-old prices are two matters.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    dayold_price_id = fields.Many2one(
        "bakery.dayold.price",
        string="Day-Old Price",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The day-old price that the goods were sold at.",
    )
    dayold_late = fields.Boolean(
        string="Not a Day Old",
        readonly=True,
        copy=False,
        help="The goods were sold at a day-old price that did not hold for them at "
        "that moment. What is paid stays paid: look into why.",
    )

    def _find_dayold_prices(self):
        """Note at which day-old price the lines were sold.

        A paid sale is never refused. Where the price held not, or not for these goods,
        the line says so. Queries do not grow with the lines.
        """
        # sudo: what a till says of it does not count.
        said = self.sudo().filtered(lambda x: x.dayold_price_id or x.dayold_late)
        said.write({"dayold_price_id": False, "dayold_late": False})
        lines = self.filtered(lambda line: line.qty > 0 and line.product_id.is_storable)
        order = lines.order_id
        if not lines:
            return
        sold_on = order.date_order
        # sudo: cashiers neither see all prices nor the settings of their till.
        till, prices = order.sudo().config_id, self.env["bakery.dayold.price"].sudo()
        rows = prices.search(
            [
                ("warehouse_id", "=", till.picking_type_id.warehouse_id.id),
                ("product_id", "in", lines.product_id.ids),
                ("date_end", ">=", sold_on - REMEMBERED),
                ("date_start", "<=", sold_on),
            ]
        )
        if not rows:
            return
        by_product = rows.grouped("product_id")
        named = lines._named_lots()
        # sudo: what the line was sold at is noted by the server alone.
        for line in lines.sudo():
            found = by_product.get(line.product_id, rows.browse())
            found = found.filtered(line._was_sold_at)
            if not found:
                continue
            lots = named.get(line.id, self.env["stock.lot"])
            good = found.filtered(
                lambda row, lots=lots: (
                    row._holds(sold_on) and (not row.lot_id or lots == row.lot_id)
                )
            )
            line.dayold_price_id = (good or found)[0]
            line.dayold_late = not good

    def _was_sold_at(self, row):
        """Return whether the price of the line is the day-old one."""
        order, product = self.order_id, self.product_id
        price = product.lst_price
        if order.pricelist_id:
            price = order.pricelist_id._get_product_price(product, self.qty)
        price = (price + self.price_extra) * (1 - row.discount / 100)
        asked = self.price_unit * (1 - (self.discount or 0) / 100)
        rounding = order.currency_id.rounding or 0.01
        return float_compare(asked, price, precision_rounding=rounding) == 0
