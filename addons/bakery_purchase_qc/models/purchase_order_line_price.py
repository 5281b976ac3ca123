from odoo import api, fields, models
from odoo.tools import SQL

# Days of the two windows of past prices, and of the deliveries that tell how long
# a vendor really takes.
YEAR, QUARTER = 365, 90


# pylint: disable=consider-merging-classes-inherited
# What was paid before is a topic of its own beside the checks of the line.
class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    last_price = fields.Float(
        compute="_compute_prices",
        help="Paid last, to any vendor, in the unit and currency of this line.",
    )
    min_price_12m = fields.Float(
        string="Lowest of 12 Months",
        compute="_compute_prices",
    )
    avg_price_90d = fields.Float(
        string="Average of 90 Days",
        compute="_compute_prices",
        help="Weighted by quantity.",
    )
    price_deviation = fields.Float(
        string="Deviation",
        compute="_compute_prices",
        help="How far this price lies from the average of 90 days, or else from the"
        " last price. 0.1 is ten percent more.",
    )
    price_alert = fields.Selection(
        [("high", "Dear"), ("low", "Cheap")],
        compute="_compute_prices",
        export_string_translation=False,
    )
    lead_days_promised = fields.Float(
        string="Days Promised", compute="_compute_lead_days", digits=(16, 1)
    )
    lead_days_actual = fields.Float(
        string="Days Taken",
        compute="_compute_lead_days",
        digits=(16, 1),
        help="From approval of the order to the first receipt, on the average of a"
        " year with this vendor.",
    )

    @api.depends(
        "company_id",
        "currency_id",
        "discount",
        "price_unit",
        "product_id",
        "product_qty",
        "product_uom_id",
        "tax_ids",
    )
    def _compute_prices(self):
        found = self._past_prices()
        for line in self:
            paid = found.get(line, {})
            rate = line._from_product_unit()
            line.last_price = (paid.get("last") or 0.0) * rate
            line.min_price_12m = (paid.get("lowest") or 0.0) * rate
            line.avg_price_90d = (paid.get("average") or 0.0) * rate
            line.price_deviation = line._deviation(
                line.avg_price_90d or line.last_price
            )
            limit = line.company_id.price_deviation_limit / 100
            if abs(line.price_deviation) > limit:
                line.price_alert = "high" if line.price_deviation > 0 else "low"
            else:
                line.price_alert = False

    def _from_product_unit(self):
        """Return what turns company money per product unit into this line's price."""
        unit, own = self.product_uom_id, self.product_id.uom_id
        if not unit or not own or not unit._has_common_reference(own):
            return 0.0
        rate = self.order_id.currency_rate or 1.0
        return rate * unit.factor / own.factor

    def _deviation(self, usual):
        """Return how far the price without taxes lies from ``usual``, as a share."""
        price = self.price_unit_discounted
        if self.product_qty and any(self.tax_ids.mapped("price_include")):
            price = self.price_subtotal / self.product_qty
        return price / usual - 1 if price and usual else 0.0

    def _past_prices(self):
        """Return ``{line: {"last", "lowest", "average"}}`` of what was paid before.

        Prices are per unit of the product in company currency; orders count up to
        their approval, without themselves. One query, whatever the number of lines.
        """
        lines = self.filtered(lambda line: line.product_id and line.company_id)
        if not lines:
            return {}
        Point = self.env["bakery.price.point"]
        Point._flush_sources()
        now = fields.Datetime.now()
        rows = [
            (
                number,
                line.product_id._origin.id,
                line.company_id.id,
                line.order_id._origin.id or 0,
                line.order_id.date_approve or now,
                line.product_id.uom_id.factor,
            )
            for number, line in enumerate(lines)
        ]
        points = Point._points(
            own=SQL("asked.factor"),
            where=SQL(
                "line.product_id = asked.product"
                " AND document.company_id = asked.company"
            ),
        )
        # Raw SQL: each line has an order of its own to leave out and a date of its
        # own to look back from, which no grouping of the ORM can tell apart.
        # sudo is not needed: rows name only products and companies of these lines.
        self.env.cr.execute(
            SQL(
                """
                SELECT asked.number, past.*
                  FROM (VALUES %s)
                       AS asked(number, product, company, own, moment, factor)
    CROSS JOIN LATERAL (
                    SELECT (ARRAY_AGG(price ORDER BY date DESC, id DESC))[1],
                           MIN(price) FILTER (WHERE %s),
                           SUM(price * quantity) FILTER (WHERE %s)
                               / NULLIF(SUM(quantity) FILTER (WHERE %s), 0)
                      FROM (%s) point
                     WHERE order_id IS DISTINCT FROM asked.own
                       AND date <= asked.moment
                       AND counts AND price > 0
                       ) past
                """,
                SQL(", ").join(
                    SQL("(%s, %s, %s, %s, %s::timestamp, %s::numeric)", *row)
                    for row in rows
                ),
                self._since(YEAR),
                self._since(QUARTER),
                self._since(QUARTER),
                points,
            )
        )
        return {
            lines[number]: {"last": last, "lowest": lowest, "average": average}
            for number, last, lowest, average in self.env.cr.fetchall()
        }

    @staticmethod
    def _since(days):
        return SQL("date >= asked.moment - make_interval(days => %s)", days)

    @api.depends("partner_id", "product_id", "product_qty", "product_uom_id")
    def _compute_lead_days(self):
        pairs = {
            (line.order_id.partner_id._origin, line.product_id._origin) for line in self
        }
        taken = self._lead_days_taken(pairs)
        for line in self:
            pair = line.order_id.partner_id._origin, line.product_id._origin
            line.lead_days_promised = line.selected_seller_id.delay
            line.lead_days_actual = taken.get(pair, 0.0)

    @api.model
    def _lead_days_taken(self, pairs):
        """Return ``{(vendor, product): days}`` from approval to first receipt.

        The average over the orders of a year that something came of; pairs without
        one are left out. One query.

        :param pairs: set of ``(partner, product)``.
        """
        pairs = [(v, p) for v, p in pairs if v and p]
        if not pairs:
            return {}
        self.env["stock.move"].flush_model(["date", "purchase_line_id", "state"])
        self.env["purchase.order"].flush_model(["date_approve", "state"])
        rows = [
            (number, vendor.commercial_partner_id.id, product.id)
            for number, (vendor, product) in enumerate(pairs)
        ]
        # Raw SQL: the first receipt of each order is a minimum within an average.
        # Whoever may read purchase lines may know when their goods came.
        self.env.cr.execute(
            SQL(
                """
                SELECT asked.number,
                       AVG(EXTRACT(EPOCH FROM first.date - porder.date_approve)) / 86400
                  FROM (VALUES %s) AS asked(number, vendor, product)
                  JOIN purchase_order_line line ON line.product_id = asked.product
                  JOIN purchase_order porder ON porder.id = line.order_id
                   AND porder.state = 'purchase'
                   AND porder.company_id IN %s
                   AND porder.date_approve >= %s - make_interval(days => %s)
                  JOIN res_partner partner ON partner.id = porder.partner_id
                   AND partner.commercial_partner_id = asked.vendor
          JOIN LATERAL (
                    SELECT MIN(move.date) AS date
                      FROM stock_move move
                     WHERE move.purchase_line_id = line.id
                       AND move.state = 'done'
                       AND move.origin_returned_move_id IS NULL
                       ) first ON first.date IS NOT NULL
              GROUP BY asked.number
                """,
                SQL(", ").join(SQL("(%s, %s, %s)", *row) for row in rows),
                tuple(self.env.companies.ids),
                fields.Datetime.now(),
                YEAR,
            )
        )
        return {
            pairs[number]: max(float(days), 0.0)
            for number, days in self.env.cr.fetchall()
        }
