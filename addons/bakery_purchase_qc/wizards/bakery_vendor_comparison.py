from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# So many columns without a price list can still be taken in.
PAST_VENDORS = 12


class BakeryVendorComparison(models.TransientModel):
    """Vendors side by side for the goods of one order."""

    _name = "bakery.vendor.comparison"
    _description = "Comparison of Vendors"

    order_id = fields.Many2one("purchase.order", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="order_id.company_id.currency_id")
    row_ids = fields.One2many("bakery.vendor.price", "comparison_id", readonly=True)
    matrix = fields.Json(
        compute="_compute_matrix",
        help="What the table shows: its vendors, its goods, and what each costs.",
    )

    @api.depends("order_id")
    def _compute_display_name(self):
        for comparison in self:
            comparison.display_name = self.env._("Vendors Compared")

    @api.model_create_multi
    def create(self, vals_list):
        comparisons = super().create(vals_list)
        # A comparison reveals no more than the order that it is of.
        comparisons.order_id.check_access("read")
        for comparison in comparisons:
            comparison._fill()
        return comparisons

    def _fill(self):
        """Make one row for each vendor who sells, or sold, a product of the order."""
        lines = self._lines()
        offers = [
            *self._offers_of_price_lists(lines),
            *self._offers_of_the_past(lines),
        ]
        best = {}
        for line, vendor, offer in offers:
            best.setdefault((line, vendor), {**offer, "comparison_id": self.id})
        Row = self.env["bakery.vendor.price"]
        Row._add_facts(best)
        Row.create(list(best.values()))

    def _lines(self):
        return self.order_id.order_line.filtered(
            lambda line: line.product_id and not line.display_type
        )

    def _offers_of_price_lists(self, lines):
        """Yield what the vendors' price lists offer today, the fitting price first."""
        order = self.order_id
        today = fields.Date.context_today(self)
        for line in lines:
            sellers = line.product_id._prepare_sellers()
            sellers = sellers.filtered(
                lambda s: (
                    s.company_id.id in (False, order.company_id.id)
                    and (not s.date_start or s.date_start <= today)
                    and (not s.date_end or s.date_end >= today)
                )
            )
            # A line without a price, or in money without a rate, offers nothing.
            sellers -= self.env["res.currency"]._without_exchange_rate(sellers)
            sellers = sellers.filtered("price_discounted")
            for vendor in sellers.partner_id:
                seller = self._fitting(
                    line, sellers.filtered(lambda s, v=vendor: s.partner_id == v)
                )
                if seller:
                    yield line, vendor.commercial_partner_id, self._offer(line, seller)

    @staticmethod
    def _fitting(line, sellers):
        """Return the price of one vendor for the quantity, or the nearest above it."""
        own = line.product_id.uom_id
        usable = sellers.filtered(
            lambda s: (s.product_uom_id or own)._has_common_reference(own)
        )
        wanted = line._qty_of_product()

        def least(seller):
            unit = seller.product_uom_id or own
            return unit._compute_quantity(seller.min_qty, own, round=False)

        reached = usable.filtered(lambda s: least(s) <= wanted)
        if reached:
            return reached.sorted(lambda s: s.price_discounted)[:1]
        return usable.sorted(least)[:1]

    def _offer(self, line, seller):
        own = line.product_id.uom_id
        unit = seller.product_uom_id or own
        # Odoo keeps ``price_discounted`` per unit of the product.
        price = seller.currency_id._convert(
            seller.price_discounted,
            self.currency_id,
            self.order_id.company_id,
            fields.Date.context_today(self),
            round=False,
        )
        return {
            "seller_id": seller.id,
            "price": price,
            "min_qty": unit._compute_quantity(seller.min_qty, own, round=False),
            "date_end": seller.date_end,
            "lead_days_promised": seller.delay,
        }

    def _offers_of_the_past(self, lines):
        """Yield the last prices of vendors without a price list for the product.

        Of very many vendors those count who sold most of the goods, then the cheapest.
        """
        by_vendor = defaultdict(list)
        lines_of = lines.grouped("product_id")
        for product_id, vendor_id, price in self._last_prices(lines.product_id):
            product = self.env["product.product"].browse(product_id)
            by_vendor[vendor_id] += [(line, price) for line in lines_of[product]]

        def rank(vendor_id):
            offers = by_vendor[vendor_id]
            total = sum(line._qty_of_product() * price for line, price in offers)
            return -len(offers), total

        ranked = sorted(by_vendor, key=rank)[:PAST_VENDORS]
        # Looked up together, so that what is known of them is read together too.
        for vendor in self.env["res.partner"].browse(ranked):
            for line, price in by_vendor[vendor.id]:
                yield line, vendor, {"price": price}

    def _last_prices(self, products):
        """Return ``(product, vendor, price)`` ids and prices of what was paid last."""
        Point = self.env["bakery.price.point"]
        # The comparison tells of prices; whoever may not see them is stopped here.
        Point.check_access("read")
        Point._flush_sources()
        # Raw SQL: the last of each group, out of years of orders; the ORM would read
        # them all.
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (product_id, vendor_id)
                       product_id, vendor_id, price
                  FROM (%s) point
                 WHERE product_id IN %s
                   AND company_id = %s
                   AND order_id IS DISTINCT FROM %s
                   AND counts AND price > 0
              ORDER BY product_id, vendor_id, date DESC, id DESC
                """,
                Point._table_query,
                tuple(products.ids) or (0,),
                self.order_id.company_id.id,
                self.order_id.id,
            )
        )
        return self.env.cr.fetchall()

    # The table --------------------------------------------------------------------

    @api.depends("row_ids")
    def _compute_matrix(self):
        for comparison in self:
            comparison.matrix = comparison._matrix()

    def _matrix(self):
        by_line = self.row_ids.grouped("order_line_id")
        by_vendor = self.row_ids.grouped("partner_id")
        lines = self._lines()
        return {
            "current": self.order_id.partner_id.commercial_partner_id.id,
            "currency_id": self.currency_id.id,
            "editable": self.order_id.state in ("draft", "sent"),
            "lines": [self._line(line, by_line.get(line, ())) for line in lines],
            "vendors": sorted(
                (self._vendor(*column, len(lines)) for column in by_vendor.items()),
                key=lambda v: (-v["offered"], v["landed"]),
            ),
        }

    @staticmethod
    def _line(line, rows):
        best = min((row.landed for row in rows), default=0)
        return {
            "id": line.id,
            "product": line.product_id.display_name,
            "quantity": line.product_qty,
            "unit": line.product_uom_id.name,
            "base_unit": line.product_id.uom_id.name,
            "rows": [row._cell(best) for row in rows],
        }

    @staticmethod
    def _vendor(vendor, rows, wanted):
        goods = sum(rows.mapped("amount"))
        fee = vendor._delivery_fee(goods)
        return {
            "id": vendor.id,
            "name": vendor.name,
            "offered": len(rows),
            "complete": len(rows) == wanted,
            "fee": fee,
            "goods": goods,
            "landed": goods + fee,
            "on_time_rate": rows[0].on_time_rate,
            "qc_pass_rate": rows[0].qc_pass_rate,
        }

    # What one does with it ----------------------------------------------------------

    def action_take(self, row_id):
        """Take one price: into the order if it is its vendor's, else into another.

        :param row_id: of a ``bakery.vendor.price`` of this comparison.
        :return: an action; it leads to the order, or to the new request.
        :raise UserError: when the order is confirmed already.
        """
        self.ensure_one()
        self._check_open()
        row = self.row_ids.filtered(lambda row: row.id == row_id)
        if not row:
            raise UserError(self.env._("This price is not part of the comparison."))
        if row.partner_id == self.order_id.partner_id.commercial_partner_id:
            row._apply_to_order()
            return self._open(self.order_id)
        line = row.order_line_id
        quantities = {line: row._quantity_in(line.product_uom_id)}
        return self._open(self.order_id._alternative_for(row.partner_id, quantities))

    def action_request(self, partner_id):
        """Make a request for quotation to one vendor for all that it offers.

        :param partner_id: of a vendor of this comparison.
        :raise UserError: when the order is confirmed already.
        """
        self.ensure_one()
        self._check_open()
        rows = self.row_ids.filtered(lambda row: row.partner_id.id == partner_id)
        if not rows:
            raise UserError(self.env._("This vendor is not part of the comparison."))
        if rows.partner_id == self.order_id.partner_id.commercial_partner_id:
            for row in rows:
                row._apply_to_order()
            return self._open(self.order_id)
        quantities = {
            row.order_line_id: row._quantity_in(row.order_line_id.product_uom_id)
            for row in rows
        }
        return self._open(self.order_id._alternative_for(rows.partner_id, quantities))

    def _check_open(self):
        self.order_id.check_access("write")
        if self.order_id.state not in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "The order %(order)s is confirmed: its prices are agreed.",
                    order=self.order_id.name,
                )
            )

    @staticmethod
    def _open(order):
        return {
            "type": "ir.actions.act_window",
            "res_model": order._name,
            "res_id": order.id,
            "views": [(False, "form")],
            "target": "current",
        }
