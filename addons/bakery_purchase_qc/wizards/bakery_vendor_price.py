from collections import defaultdict

from odoo import api, fields, models

# The rate of vendors nothing is known of, as Odoo has it.
UNKNOWN = -1.0


class BakeryVendorPrice(models.TransientModel):
    """What one vendor asks for one line of an order, and what we know of them.

    Prices are in company currency per unit of the product, quantities in that unit.
    """

    _name = "bakery.vendor.price"
    _description = "Price of a Vendor"
    _order = "comparison_id, order_line_id, landed"

    comparison_id = fields.Many2one(
        "bakery.vendor.comparison", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    order_line_id = fields.Many2one(
        "purchase.order.line", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="order_line_id.product_id")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    partner_id = fields.Many2one("res.partner", string="Vendor", required=True)
    seller_id = fields.Many2one("product.supplierinfo", string="Price List")
    price = fields.Float(digits="Product Price")
    min_qty = fields.Float(string="Minimum Quantity", digits="Product Unit")
    date_end = fields.Date(string="Valid until")
    quantity = fields.Float(
        digits="Product Unit", help="What has to be bought: at least the minimum."
    )
    amount = fields.Monetary()
    landed = fields.Monetary(
        help="The amount and this line's part of the vendor's delivery fee."
    )
    lead_days_promised = fields.Float(string="Days Promised", digits=(16, 1))
    lead_days_actual = fields.Float(string="Days Taken", digits=(16, 1))
    on_time_rate = fields.Float(string="On Time (%)", default=UNKNOWN)
    qc_pass_rate = fields.Float(string="Passed Inspection (%)", default=UNKNOWN)
    last_order_date = fields.Date(string="Last Ordered")

    @api.model
    def _add_facts(self, offers):
        """Add quantities and amounts, and what past orders tell of the vendors.

        :param offers: ``{(order line, vendor): values of a row}``; changed in place.
        """
        lines = self.env["purchase.order.line"].union(*(line for line, _v in offers))
        vendors = self.env["res.partner"].union(*(vendor for _l, vendor in offers))
        taken = lines._lead_days_taken(
            {(vendor, line.product_id) for line, vendor in offers}
        )
        ordered = self._last_orders(lines, vendors)
        passed = vendors._qc_pass_rates()
        on_time = vendors._on_time_rates()
        by_vendor = defaultdict(list)
        for (line, vendor), values in offers.items():
            by_vendor[vendor].append(values)
            pair = vendor, line.product_id
            quantity = max(line._qty_of_product(), values.get("min_qty", 0.0))
            values |= {
                "order_line_id": line.id,
                "partner_id": vendor.id,
                "quantity": quantity,
                "amount": quantity * values["price"],
                "lead_days_actual": taken.get(pair, 0.0),
                "on_time_rate": on_time.get(vendor, UNKNOWN),
                "qc_pass_rate": passed.get(vendor, UNKNOWN),
                "last_order_date": ordered.get(pair),
            }
        for vendor, rows in by_vendor.items():
            self._share_fee(vendor, rows)

    @staticmethod
    def _share_fee(vendor, rows):
        """Share a vendor's delivery fee over what they would bring."""
        goods = sum(values["amount"] for values in rows)
        fee = vendor._delivery_fee(goods)
        for values in rows:
            share = values["amount"] / goods if goods else 0.0
            values["landed"] = values["amount"] + fee * share

    def _quantity_in(self, unit):
        """Return what has to be bought, in ``unit``."""
        return self.uom_id._compute_quantity(
            self.quantity, unit, rounding_method="HALF-UP"
        )

    @api.model
    def _last_orders(self, lines, vendors):
        groups = self.env["bakery.price.point"]._read_group(
            [
                ("kind", "=", "ordered"),
                ("product_id", "in", lines.product_id.ids),
                ("vendor_id", "in", vendors.ids),
                ("company_id", "in", lines.company_id.ids),
            ],
            ["vendor_id", "product_id"],
            ["date:max"],
        )
        return {
            (vendor, product): fields.Datetime.context_timestamp(self, date).date()
            for vendor, product, date in groups
        }

    def _apply_to_order(self):
        """Write the price into the order's line, and the least quantity to buy."""
        line = self.order_line_id
        unit, order = line.product_uom_id, line.order_id
        price = self.uom_id._compute_price(self.price, unit)
        price *= order.currency_rate or 1.0
        quantity = max(line.product_qty, self._quantity_in(unit))
        line.write({"product_qty": quantity, "discount": 0.0, "price_unit": price})

    def _cell(self, best):
        """Return what the table shows of this price.

        :param best: the lowest landed amount of the line.
        """
        return {
            "id": self.id,
            "vendor": self.partner_id.id,
            "price": self.price,
            "min_qty": self.min_qty,
            "quantity": self.quantity,
            "amount": self.amount,
            "landed": self.landed,
            "more": self.quantity > self.order_line_id._qty_of_product(),
            "best": self.currency_id.compare_amounts(self.landed, best) == 0,
            "listed": bool(self.seller_id),
            "date_end": fields.Date.to_string(self.date_end),
            "lead_days_promised": self.lead_days_promised,
            "lead_days_actual": self.lead_days_actual,
            "last_order_date": fields.Date.to_string(self.last_order_date),
        }
