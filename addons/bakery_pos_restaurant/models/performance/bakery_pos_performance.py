from typing import ClassVar

from odoo import fields, models
from odoo.models import parse_read_group_spec
from odoo.tools import SQL

# What is told of a person is a ratio of sums, not a mean of ratios.
RATIOS = {
    "average_order": ("net", "orders"),
    "average_guest": ("guest_net", "guests"),
    "extra_rate": ("extras", "orders"),
    "discount_rate": ("discounts", "gross"),
    "void_rate": ("voided", "gross"),
    "minutes_to_send": ("wait_send", "timed_send"),
    "minutes_to_pay": ("wait_pay", "timed_pay"),
}
MEASURES = (
    *("orders", "guests", "net", "gross", "guest_net", "extras", "optional_taken"),
    *("discounts", "override_lines", "overrides", "refunds", "refunded"),
    *("voids", "voided", "voided_sent", "wait_send", "timed_send"),
    *("wait_pay", "timed_pay"),
)


class BakeryPosPerformance(models.Model):
    """What each person did at the tills: a row per order and per thing taken off.

    A person who takes orders and cashes up has rows in both roles, so that the figures
    of one role add up. Amounts are in the currency of the company; days are those of
    the outlet.
    """

    _name = "bakery.pos.performance"
    _description = "Performance at Tills"
    _auto = False
    _order = "date desc, id"
    _rec_name = "employee_id"
    _depends: ClassVar[dict] = {
        "bakery.pos.void": [
            *("amount", "company_id", "config_id", "employee_id", "moment", "order_id"),
            *("quantity", "sent_quantity", "unit_amount", "waiter_id"),
        ],
        "pos.category": ["is_extra"],
        "pos.config": ["company_id", "picking_type_id"],
        "pos.order": [
            *("amount_tax", "amount_total", "company_id", "config_id", "create_date"),
            *("counter_seconds", "currency_rate", "customer_count", "date_order"),
            *("employee_id", "first_sent_at", "is_refund", "paid_at", "state"),
            *("table_id", "waiter_id"),
        ],
        "pos.order.line": [
            *("discount", "has_listed_price", "listed_price", "order_id"),
            *("price_subtotal", "price_type", "price_unit", "product_id", "qty"),
        ],
        "product.template": ["pos_categ_ids", "pos_optional_product_ids"],
        "res.partner": ["tz"],
    }

    date = fields.Datetime(readonly=True)
    day = fields.Date(readonly=True, help="In the time zone of the outlet.")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    order_id = fields.Many2one("pos.order", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    role = fields.Selection(
        [("cashier", "Cashier"), ("waiter", "Waiter")], readonly=True
    )
    orders = fields.Integer(readonly=True)
    guests = fields.Integer(readonly=True)
    net = fields.Monetary(string="Sales without Tax", readonly=True)
    gross = fields.Monetary(
        string="Sales before Discounts", readonly=True, help="With taxes."
    )
    guest_net = fields.Monetary(string="Sales to Counted Guests", readonly=True)
    average_order = fields.Monetary(
        string="Average per Order", readonly=True, aggregator="avg"
    )
    average_guest = fields.Monetary(
        string="Average per Guest", readonly=True, aggregator="avg"
    )
    extras = fields.Integer(
        string="Orders with Extras",
        readonly=True,
        help="Orders with something offered beside, and something it goes with.",
    )
    extra_rate = fields.Float(
        string="Share with Extras", readonly=True, aggregator="avg", digits=(16, 4)
    )
    optional_taken = fields.Integer(
        string="Suggestions Taken",
        readonly=True,
        help="Lines of goods that the till suggests beside others of the order.",
    )
    discounts = fields.Monetary(readonly=True)
    discount_rate = fields.Float(readonly=True, aggregator="avg", digits=(16, 4))
    override_lines = fields.Integer(string="Prices by Hand", readonly=True)
    overrides = fields.Monetary(
        string="Given by Hand",
        readonly=True,
        help="What prices set by hand were below the price list.",
    )
    refunds = fields.Integer(readonly=True)
    refunded = fields.Monetary(readonly=True)
    voids = fields.Integer(readonly=True)
    voided = fields.Monetary(string="Void Amount", readonly=True)
    voided_sent = fields.Monetary(
        string="Voids after Sending",
        readonly=True,
        help="Of what the kitchen had been told to make.",
    )
    void_rate = fields.Float(readonly=True, aggregator="avg", digits=(16, 4))
    wait_send = fields.Float(string="Minutes until Sent", readonly=True)
    timed_send = fields.Integer(string="Orders Sent", readonly=True)
    minutes_to_send = fields.Float(
        string="Opened to Sent (min)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    wait_pay = fields.Float(string="Minutes until Paid", readonly=True)
    timed_pay = fields.Integer(string="Orders Timed", readonly=True)
    minutes_to_pay = fields.Float(
        string="To Payment (min)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="From the table's first order, or the first line at the counter.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Divide sums by sums: a mean of means would count small orders too much."""
        name, _property, function = parse_read_group_spec(aggregate_spec)
        if name not in RATIOS or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        self._check_field_access(self._fields[name], "read")
        part, whole = (
            self._field_to_sql(self._table, column, query) for column in RATIOS[name]
        )
        return SQL("ROUND(SUM(%s)::numeric / NULLIF(SUM(%s), 0), 4)", part, whole)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 2 * row.id + person.number AS id, person.employee_id, person.role,
                   %(columns)s, %(ratios)s
              FROM (%(orders)s UNION ALL %(voids)s) row
             CROSS JOIN LATERAL (
                 VALUES (0, 'cashier', row.cashier_id), (1, 'waiter', row.waiter_id)
             ) person(number, role, employee_id)
             WHERE person.employee_id IS NOT NULL
            """,
            orders=SQL(ORDERS, outlets=SQL(OUTLETS, SQL("po.config_id"))),
            voids=SQL(VOIDS, outlets=SQL(OUTLETS, SQL("void.config_id"))),
            columns=_columns(),
            ratios=_ratios(),
        )


def _columns():
    names = ("date", "day", "today", "company_id", "config_id", "order_id", *MEASURES)
    return SQL(", ").join(SQL.identifier("row", name) for name in names)


def _ratios():
    return SQL(", ").join(
        SQL(
            "ROUND(row.%s::numeric / NULLIF(row.%s, 0), 4) AS %s",
            SQL.identifier(part),
            SQL.identifier(whole),
            SQL.identifier(name),
        )
        for name, (part, whole) in RATIOS.items()
    )


# The zone of an outlet is that of pos.config._outlet_zone().
OUTLETS = """
    JOIN pos_config till ON till.id = %s
    JOIN res_company company ON company.id = till.company_id
    JOIN res_partner head ON head.id = company.partner_id
    LEFT JOIN stock_picking_type kind ON kind.id = till.picking_type_id
    LEFT JOIN stock_warehouse house ON house.id = kind.warehouse_id
    LEFT JOIN res_partner place ON place.id = house.partner_id
    CROSS JOIN LATERAL (
        SELECT COALESCE(NULLIF(place.tz, ''), NULLIF(head.tz, ''), 'Asia/Jakarta')
            AS name
    ) zone
"""

ORDERS = """
    SELECT 2 * po.id AS id,
           po.date_order AS date,
           (po.date_order AT TIME ZONE 'UTC' AT TIME ZONE zone.name)::date AS day,
           (now() AT TIME ZONE zone.name)::date AS today,
           po.company_id, po.config_id, po.id AS order_id,
           po.employee_id AS cashier_id, po.waiter_id,
           CASE WHEN po.is_refund THEN 0 ELSE 1 END AS orders,
           CASE WHEN po.is_refund THEN 0 ELSE po.customer_count END AS guests,
           (po.amount_total - po.amount_tax) / rate.factor AS net,
           goods.gross / rate.factor AS gross,
           CASE WHEN po.customer_count > 0 AND NOT po.is_refund
                THEN (po.amount_total - po.amount_tax) / rate.factor ELSE 0
           END AS guest_net,
           CASE WHEN goods.extra AND goods.main AND NOT po.is_refund
                THEN 1 ELSE 0 END AS extras,
           goods.optional_taken,
           goods.discounts / rate.factor AS discounts,
           goods.override_lines,
           goods.overrides / rate.factor AS overrides,
           CASE WHEN po.is_refund THEN 1 ELSE 0 END AS refunds,
           CASE WHEN po.is_refund THEN -po.amount_total / rate.factor ELSE 0
           END AS refunded,
           0 AS voids, 0.0 AS voided, 0.0 AS voided_sent,
           COALESCE(
               EXTRACT(EPOCH FROM po.first_sent_at - po.create_date) / 60, 0
           ) AS wait_send,
           CASE WHEN po.first_sent_at IS NULL THEN 0 ELSE 1 END AS timed_send,
           COALESCE(times.to_pay, 0) AS wait_pay,
           CASE WHEN times.to_pay IS NULL THEN 0 ELSE 1 END AS timed_pay
      FROM pos_order po
    %(outlets)s
    CROSS JOIN LATERAL (
        SELECT COALESCE(NULLIF(po.currency_rate, 0), 1.0) AS factor
    ) rate
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN po.is_refund OR po.paid_at IS NULL THEN NULL
            WHEN po.counter_seconds > 0 THEN po.counter_seconds / 60.0
            WHEN po.table_id IS NULL THEN NULL
            ELSE EXTRACT(EPOCH FROM po.paid_at - po.create_date) / 60
        END AS to_pay
    ) times
    CROSS JOIN LATERAL (
        SELECT COALESCE(SUM(line.qty * line.price_unit)
                   FILTER (WHERE line.qty > 0 AND line.price_unit > 0), 0) AS gross,
               COALESCE(SUM(line.qty * line.price_unit * line.discount / 100)
                   FILTER (WHERE line.qty > 0), 0) AS discounts,
               COUNT(*) FILTER (WHERE by_hand.yes) AS override_lines,
               COALESCE(SUM((line.listed_price - line.price_unit) * line.qty)
                   FILTER (WHERE by_hand.yes), 0) AS overrides,
               BOOL_OR(beside.yes) AS extra,
               BOOL_OR(NOT beside.yes AND line.price_subtotal > 0) AS main,
               COUNT(*) FILTER (WHERE suggested.yes) AS optional_taken
          FROM pos_order_line line
          JOIN product_product product ON product.id = line.product_id
          CROSS JOIN LATERAL (
              SELECT COALESCE(
                  line.has_listed_price AND line.price_type = 'manual'
                  AND ABS(line.price_unit - line.listed_price) > 0.005, FALSE) AS yes
          ) by_hand
          CROSS JOIN LATERAL (
              SELECT line.qty > 0 AND EXISTS (
                  SELECT 1
                    FROM pos_category_product_template_rel rel
                    JOIN pos_category category ON category.id = rel.pos_category_id
                   WHERE rel.product_template_id = product.product_tmpl_id
                     AND category.is_extra) AS yes
          ) beside
          CROSS JOIN LATERAL (
              SELECT line.qty > 0 AND EXISTS (
                  SELECT 1
                    FROM pos_product_optional_rel rel
                    JOIN product_product first
                      ON first.product_tmpl_id = rel.src_id
                    JOIN pos_order_line other
                      ON other.product_id = first.id
                   WHERE rel.dest_id = product.product_tmpl_id
                     AND other.order_id = line.order_id
                     AND other.qty > 0) AS yes
          ) suggested
         WHERE line.order_id = po.id
    ) goods
     WHERE po.state IN ('paid', 'done')
"""

VOIDS = """
    SELECT 2 * void.id + 1 AS id,
           void.moment AS date,
           (void.moment AT TIME ZONE 'UTC' AT TIME ZONE zone.name)::date AS day,
           (now() AT TIME ZONE zone.name)::date AS today,
           void.company_id, void.config_id, void.order_id,
           void.employee_id AS cashier_id, void.waiter_id,
           0 AS orders, 0 AS guests, 0.0 AS net, 0.0 AS gross, 0.0 AS guest_net,
           0 AS extras, 0 AS optional_taken, 0.0 AS discounts, 0 AS override_lines,
           0.0 AS overrides, 0 AS refunds, 0.0 AS refunded,
           1 AS voids, void.amount AS voided,
           LEAST(void.sent_quantity, void.quantity) * void.unit_amount AS voided_sent,
           0.0 AS wait_send, 0 AS timed_send, 0.0 AS wait_pay, 0 AS timed_pay
      FROM bakery_pos_void void
    %(outlets)s
     WHERE void.quantity > 0
"""
