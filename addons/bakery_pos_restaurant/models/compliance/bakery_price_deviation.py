from typing import ClassVar

from odoo import fields, models
from odoo.tools import SQL

from ..performance.bakery_pos_performance import OUTLETS


class BakeryPriceDeviation(models.Model):
    """Lines sold for another amount than the price list gave when they were ordered.

    Prices are compared where a till keeps them; discounts on lines are always known.
    """

    _name = "bakery.price.deviation"
    _description = "Sale off the Price List"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"
    _depends: ClassVar[dict] = {
        "pos.order": [
            *("company_id", "config_id", "date_order", "employee_id", "pricelist_id"),
            *("state", "user_id", "waiter_id"),
        ],
        "pos.order.line": [
            *("discount", "has_listed_price", "is_reward_line", "listed_price"),
            *("order_id", "price_type", "price_unit", "product_id", "qty"),
        ],
    }

    date = fields.Datetime(readonly=True)
    day = fields.Date(readonly=True, help="In the time zone of the outlet.")
    company_id = fields.Many2one("res.company", readonly=True)
    config_id = fields.Many2one("pos.config", string="Outlet", readonly=True)
    currency_id = fields.Many2one(related="config_id.currency_id")
    order_id = fields.Many2one("pos.order", readonly=True)
    pricelist_id = fields.Many2one("product.pricelist", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Cashier", readonly=True)
    waiter_id = fields.Many2one("hr.employee", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    kind = fields.Selection(
        [
            ("manual", "Price by Hand"),
            ("automatic", "Other Price"),
            ("discount", "Discount"),
        ],
        readonly=True,
        help="Other prices are those of reduced lots, and of a tablet that had not yet "
        "heard of the present list.",
    )
    quantity = fields.Float(digits="Product Unit", readonly=True)
    listed_price = fields.Monetary(string="Price of the List", readonly=True)
    price_unit = fields.Monetary(string="Sold for", readonly=True)
    discount = fields.Float(string="Discount (%)", readonly=True, aggregator="avg")
    given = fields.Monetary(
        readonly=True, help="By how much the line was sold below the price list."
    )

    @property
    def _table_query(self):
        return SQL(DEVIATIONS, outlets=SQL(OUTLETS, SQL("sale.config_id")))


DEVIATIONS = """
    SELECT line.id, sale.date_order AS date,
           (sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE zone.name)::date AS day,
           sale.company_id, sale.config_id, sale.id AS order_id, sale.pricelist_id,
           line.product_id, sale.employee_id, sale.waiter_id, sale.user_id,
           CASE WHEN NOT other.yes THEN 'discount'
                WHEN line.price_type = 'manual' THEN 'manual'
                ELSE 'automatic' END AS kind,
           line.qty AS quantity, listed.price AS listed_price, line.price_unit,
           line.discount,
           (listed.price - line.price_unit * (1 - COALESCE(line.discount, 0) / 100))
               * line.qty AS given
      FROM pos_order_line line
      JOIN pos_order sale ON sale.id = line.order_id
      %(outlets)s
     CROSS JOIN LATERAL (
         SELECT CASE WHEN line.has_listed_price THEN line.listed_price
                     ELSE line.price_unit END AS price
     ) listed
     CROSS JOIN LATERAL (
         SELECT ABS(line.price_unit - listed.price) > 0.005 AS yes
     ) other
     WHERE sale.state IN ('paid', 'done') AND line.qty > 0
       AND NOT COALESCE(line.is_reward_line, FALSE)
       AND (other.yes OR line.discount > 0)
"""
