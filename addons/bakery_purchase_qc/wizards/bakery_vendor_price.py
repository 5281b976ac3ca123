from odoo import fields, models

# ``on_time_rate`` of vendors nothing is known of, as Odoo has it.
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

    def _fill_facts(self):
        """Fill quantities and amounts, and what past orders tell of the vendors."""
        taken = self.order_line_id._lead_days_taken(
            {(row.partner_id, row.product_id) for row in self}
        )
        ordered = self._last_orders()
        passed = self.partner_id._qc_pass_rates()
        for row in self:
            row.quantity = max(row._wanted(), row.min_qty)
            row.amount = row.quantity * row.price
            row.lead_days_actual = taken.get((row.partner_id, row.product_id), 0.0)
            row.on_time_rate = row.partner_id.on_time_rate
            row.qc_pass_rate = passed.get(row.partner_id, UNKNOWN)
            row.last_order_date = ordered.get((row.partner_id, row.product_id))
        for vendor, rows in self.grouped("partner_id").items():
            goods = sum(rows.mapped("amount"))
            fee = vendor._delivery_fee(goods)
            for row in rows:
                share = row.amount / goods if goods else 0.0
                row.landed = row.amount + fee * share

    def _wanted(self):
        """Return the ordered quantity in the unit of the product."""
        line = self.order_line_id
        return line.product_uom_id._compute_quantity(
            line.product_qty, line.product_id.uom_id, round=False
        )

    def _quantity_in(self, unit):
        """Return what has to be bought, in ``unit``."""
        return self.uom_id._compute_quantity(
            self.quantity, unit, rounding_method="HALF-UP"
        )

    def _last_orders(self):
        groups = self.env["bakery.price.point"]._read_group(
            [
                ("kind", "=", "ordered"),
                ("product_id", "in", self.product_id.ids),
                ("vendor_id", "in", self.partner_id.ids),
                ("company_id", "in", self.order_line_id.company_id.ids),
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
            "more": self.quantity > self._wanted(),
            "best": self.currency_id.compare_amounts(self.landed, best) == 0,
            "listed": bool(self.seller_id),
            "date_end": fields.Date.to_string(self.date_end),
            "lead_days_promised": self.lead_days_promised,
            "lead_days_actual": self.lead_days_actual,
            "last_order_date": fields.Date.to_string(self.last_order_date),
        }
