from odoo import fields, models


class BakeryBillMatchLine(models.Model):
    """One line of a bill beside what was ordered, received and billed before.

    Made anew whenever the bill is matched; quantities are in the unit of the order,
    prices in the currency of the bill, without taxes and after discounts.
    """

    _name = "bakery.bill.match.line"
    _description = "Match of a Bill Line"
    _order = "move_id, id"
    _rec_name = "product_id"

    move_id = fields.Many2one(
        "account.move", string="Bill", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="move_id.currency_id")
    move_line_id = fields.Many2one(
        "account.move.line", string="Bill Line", ondelete="cascade", index=True
    )
    order_line_id = fields.Many2one(
        "purchase.order.line", ondelete="cascade", index=True
    )
    order_id = fields.Many2one(related="order_line_id.order_id")
    product_id = fields.Many2one("product.product")
    uom_id = fields.Many2one("uom.uom", string="Unit")
    qty_ordered = fields.Float(string="Ordered", digits="Product Unit")
    qty_received = fields.Float(string="Received", digits="Product Unit")
    qty_accepted = fields.Float(string="Accepted", digits="Product Unit")
    qty_billed_before = fields.Float(string="Billed Before", digits="Product Unit")
    qty_billed = fields.Float(string="Billed", digits="Product Unit")
    price_ordered = fields.Float(digits="Product Price")
    price_billed = fields.Float(digits="Product Price")
    price_deviation = fields.Float(
        string="Deviation", help="Of the price; 0.1 is ten percent more."
    )
    difference = fields.Monetary(
        help="What this line asks beyond what was ordered and accepted."
    )
    issue = fields.Selection(
        [
            ("no_order", "Not ordered"),
            ("vendor", "Other vendor"),
            ("quantity", "More than accepted"),
            ("price", "Other price"),
        ],
        help="Why the line does not match; empty when it does.",
    )
