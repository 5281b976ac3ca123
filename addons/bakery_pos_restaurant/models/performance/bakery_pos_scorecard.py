from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

SHOWN = (
    *("orders", "guests", "net", "discounts", "refunds", "voids", "voided"),
    *("override_lines", "optional_taken"),
)
RATES = {
    "average_order": ("net", "orders"),
    "average_guest": ("guest_net", "guests"),
    "extra_rate": ("extras", "orders"),
    "discount_rate": ("discounts", "gross"),
    "void_rate": ("voided", "gross"),
    "minutes_to_pay": ("wait_pay", "timed_pay"),
    "minutes_to_send": ("wait_send", "timed_send"),
}

RATE = "COALESCE(ROUND(SUM(row.%s)::numeric / NULLIF(SUM(row.%s), 0), 3), 0) AS %s"


class BakeryPosScorecard(models.Model):
    """The figures of a person at a glance: today, seven days, thirty days."""

    _name = "bakery.pos.scorecard"
    _description = "Score Card"
    _auto = False
    _order = "period, net desc, id"
    _rec_name = "employee_id"
    _depends = {"bakery.pos.performance": ["day"]}  # noqa: RUF012

    period = fields.Selection(
        [("1", "Today"), ("2", "7 Days"), ("3", "30 Days")], readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one("hr.employee", readonly=True)
    role = fields.Selection(
        [("cashier", "Cashier"), ("waiter", "Waiter")], readonly=True
    )
    orders = fields.Integer(readonly=True)
    guests = fields.Integer(readonly=True)
    net = fields.Monetary(string="Sales without Tax", readonly=True)
    share = fields.Integer(
        readonly=True, help="Of the sales of whoever sold most, in percent."
    )
    discounts = fields.Monetary(readonly=True)
    refunds = fields.Integer(readonly=True)
    voids = fields.Integer(readonly=True)
    voided = fields.Monetary(string="Void Amount", readonly=True)
    override_lines = fields.Integer(string="Prices by Hand", readonly=True)
    optional_taken = fields.Integer(string="Suggestions Taken", readonly=True)
    average_order = fields.Monetary(string="Average per Order", readonly=True)
    average_guest = fields.Monetary(string="Average per Guest", readonly=True)
    extra_rate = fields.Float(string="Share with Extras", digits=(16, 4), readonly=True)
    discount_rate = fields.Float(digits=(16, 4), readonly=True)
    void_rate = fields.Float(digits=(16, 4), readonly=True)
    minutes_to_send = fields.Float(
        string="Opened to Sent (min)", digits=(16, 1), readonly=True
    )
    minutes_to_pay = fields.Float(
        string="To Payment (min)", digits=(16, 1), readonly=True
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 4 * MIN(row.id) + period.number AS id,
                   period.number::varchar AS period,
                   row.company_id, row.employee_id, row.role, %(sums)s, %(rates)s,
                   COALESCE(ROUND(100 * SUM(row.net) / NULLIF(MAX(SUM(row.net)) OVER (
                       PARTITION BY row.company_id, row.role, period.number
                   ), 0)), 0)::int AS share
              FROM (%(rows)s) row
              JOIN (VALUES (1, 0), (2, 6), (3, 29)) period(number, days)
                ON row.day >= row.today - period.days
             WHERE row.date >= (now() AT TIME ZONE 'UTC') - interval '32 days'
             GROUP BY period.number, row.company_id, row.employee_id, row.role
            """,
            sums=_each("SUM(row.%s) AS %s", {name: (name,) for name in SHOWN}),
            rates=_each(RATE, RATES),
            rows=self.env["bakery.pos.performance"]._table_query,
        )

    def action_open_details(self):
        """Return the action that shows the orders and voids behind a card."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_pos_restaurant.bakery_pos_performance_action"
        )
        days = {"1": 0, "2": 6, "3": 29}[self.period]
        since = fields.Date.context_today(self) - timedelta(days=days)
        return {
            **action,
            "domain": [
                ("employee_id", "=", self.employee_id.id),
                ("role", "=", self.role),
                ("day", ">=", since),
            ],
            "context": {"search_default_group_day": 1},
        }


def _each(code, columns):
    return SQL(", ").join(
        SQL(code, *(SQL.identifier(name) for name in (*sources, target)))
        for target, sources in columns.items()
    )
