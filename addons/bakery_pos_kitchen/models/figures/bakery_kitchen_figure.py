from typing import ClassVar

from odoo import fields, models
from odoo.models import parse_read_group_spec
from odoo.tools import SQL

from odoo.addons.bakery_pos_restaurant.models.performance import (
    bakery_pos_performance as performance,
)
from odoo.addons.bakery_pos_restaurant.models.recipe.product_product import COST

# Half of all dishes took no longer, and nine of ten.
SHARES = {"median": 0.5, "nine_of_ten": 0.9}


class BakeryKitchenFigure(models.Model):
    """How long the kitchen took for each dish, and what it made in vain.

    A row is a line of a ticket. Minutes run from when the dish was due at the station,
    which is when it was sent or its course was fired, until it was ticked off; what is
    not done has none. Late is what took longer than the station's limit as it is today.
    The median tells more than the mean: one ticket forgotten on a screen for an hour
    doubles the mean of a quiet morning.
    """

    _name = "bakery.kitchen.figure"
    _description = "Kitchen Figures"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _depends: ClassVar[dict] = {
        "bakery.kitchen.event": [
            *("action", "before", "device_id", "from_state", "happened_at"),
            *("line_id", "ticket_id"),
        ],
        "bakery.kitchen.station": ["late_min"],
        "bakery.kitchen.ticket": [
            *("company_id", "config_id", "fired_at", "number", "sent_at"),
        ],
        "bakery.kitchen.ticket.line": [
            *("done_at", "product_id", "qty", "qty_void", "qty_wasted", "station_id"),
            *("ticket_id", "waste_cost"),
        ],
        "pos.config": ["company_id", "picking_type_id"],
        "res.partner": ["tz"],
    }

    date = fields.Datetime(
        string="Ordered",
        readonly=True,
        help="When it was sent, or its course was fired.",
    )
    hour = fields.Char(readonly=True, help="In the time zone of the outlet.")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    station_id = fields.Many2one("bakery.kitchen.station", readonly=True)
    device_id = fields.Many2one(
        "bakery.kitchen.device",
        string="Ticked off at",
        readonly=True,
        help="The tablet or screen; cooks have no login.",
    )
    product_id = fields.Many2one("product.product", readonly=True)
    ticket_id = fields.Many2one("bakery.kitchen.ticket", readonly=True)
    number = fields.Char(readonly=True)
    quantity = fields.Float(
        string="Dishes", digits="Product Unit", readonly=True, help="Without voids."
    )
    timed = fields.Integer(
        string="Lines Done", readonly=True, help="On what minutes are based."
    )
    minutes = fields.Float(
        string="Average (min)", digits=(16, 1), aggregator="avg", readonly=True
    )
    median = fields.Float(
        string="Median (min)",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="Half of the lines took no longer.",
    )
    nine_of_ten = fields.Float(
        string="9 of 10 within (min)", digits=(16, 1), aggregator="avg", readonly=True
    )
    late = fields.Integer(string="Lines Late", readonly=True)
    late_rate = fields.Float(
        string="Late",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="Share of the lines done that took longer than the station's limit.",
    )
    late_min = fields.Integer(
        string="Limit (min)",
        aggregator="max",
        readonly=True,
        help="After which the station is late.",
    )
    recalls = fields.Integer(
        string="Made Again", readonly=True, help="Called back after it was ready."
    )
    voided = fields.Float(
        string="Cancelled",
        digits="Product Unit",
        readonly=True,
        help="Before or after it was made.",
    )
    wasted = fields.Float(
        digits="Product Unit", readonly=True, help="Cancelled after it was made."
    )
    waste_cost = fields.Monetary(
        readonly=True,
        groups=COST,
        help="What the wasted dishes cost by their recipes when they were cancelled.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Let shares of several rows be those of their minutes, not averages."""
        name, _property, function = parse_read_group_spec(aggregate_spec)
        if name not in SHARES or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "ROUND((percentile_cont(%s) WITHIN GROUP (ORDER BY %s))::numeric, 1)",
            SHARES[name],
            self._field_to_sql(self._table, "minutes", query),
        )

    def action_open_ticket(self):
        """Open the ticket of this line.

        :return: an action
        :raise AccessError: the user may not see tickets, or not this one
        """
        self.ensure_one()
        self.ticket_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "bakery.kitchen.ticket",
            "res_id": self.ticket_id.id,
            "views": [[False, "form"]],
        }

    @property
    def _table_query(self):
        outlets = SQL(performance.OUTLETS, SQL("ticket.config_id"))
        return SQL(ROWS, outlets=outlets)


# A cook's tap carries the same moment as the line it ticked off. What is not asked for
# is not computed: the planner leaves out subqueries whose columns nobody reads.
ROWS = """
    SELECT line.id,
           due.moment AS date,
           to_char(due.moment AT TIME ZONE 'UTC' AT TIME ZONE zone.name, 'HH24:00')
               AS hour,
           ticket.company_id, ticket.config_id, line.station_id,
           line.product_id, line.ticket_id, ticket.number,
           (SELECT event.device_id
              FROM bakery_kitchen_event event
             WHERE event.ticket_id = line.ticket_id
               AND event.happened_at = line.done_at
               AND (event.line_id = line.id AND event.action = 'done'
                    OR event.action = 'bump')
          ORDER BY event.id DESC
             LIMIT 1) AS device_id,
           line.qty - line.qty_void AS quantity,
           CASE WHEN taken.minutes IS NULL THEN 0 ELSE 1 END AS timed,
           taken.minutes, taken.minutes AS median, taken.minutes AS nine_of_ten,
           CASE WHEN taken.minutes > station.late_min THEN 1 ELSE 0 END AS late,
           CASE WHEN taken.minutes > station.late_min THEN 1.0
                WHEN taken.minutes IS NOT NULL THEN 0.0
           END AS late_rate,
           station.late_min,
           (SELECT COUNT(*)
              FROM bakery_kitchen_event event
             WHERE event.ticket_id = line.ticket_id
               AND event.action = 'recall'
               AND event.from_state IN ('ready', 'served')
               AND event.before -> 'lines' -> line.id::text ->> 'state' = 'done'
           ) AS recalls,
           line.qty_void AS voided,
           line.qty_wasted AS wasted,
           COALESCE(line.waste_cost, 0) AS waste_cost
      FROM bakery_kitchen_ticket_line line
      JOIN bakery_kitchen_ticket ticket ON ticket.id = line.ticket_id
      JOIN bakery_kitchen_station station ON station.id = line.station_id
    %(outlets)s
    CROSS JOIN LATERAL (
        SELECT COALESCE(ticket.fired_at, ticket.sent_at) AS moment
    ) due
    CROSS JOIN LATERAL (
        SELECT CASE WHEN line.done_at IS NOT NULL THEN ROUND(
            GREATEST(EXTRACT(EPOCH FROM line.done_at - due.moment), 0) / 60, 1
        ) END AS minutes
    ) taken
"""
