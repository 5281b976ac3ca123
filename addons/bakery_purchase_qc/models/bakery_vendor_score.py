from typing import ClassVar

from odoo import api, fields, models
from odoo.tools import SQL

from .bakery_price_point import BakeryPricePoint
from .vendor_score_sql import points_sql, score_query

# A rate is a sum over a sum, times a factor: so it is right for any group of rows.
RATES = {
    "pass_rate": ("passed", "inspections", 100.0),
    "on_time_rate": ("receipts_on_time", "receipts", 100.0),
    "price_index": ("price_paid", "price_usual", 1.0),
    "answer_hours": ("answer_hours_total", "answers", 1.0),
}
MEASURES = [
    *("inspections", "passed", "reject_cost", "receipts", "receipts_on_time"),
    *("price_paid", "price_usual", "answers", "answer_hours_total"),
]
LETTERS = [("A", 90), ("B", 75), ("C", 0)]


class BakeryVendorScore(models.Model):
    """How a vendor delivered: one row for each vendor, company and month.

    *Passed* counts inspections of plans by the day they were decided. *On time* counts
    order lines by the day they first arrived: no later than the order promised, which
    is what the vendor answered last. The *price index* compares what was paid with
    the average of the same product, from whatever vendor, in the twelve months before;
    1.00 is as usual, and what was never bought before is left out. *Hours to answer*
    run from the approval of the order.

    The standing is the weighted average of what is known of these: passed 40, on time
    30, price 20, answer 10. Passed and on time have their percentage as points; the
    price loses four points for each percent above the usual; an answer has 100 points
    within a day and none after five. A from 90 points, B from 75, else C.
    """

    _name = "bakery.vendor.score"
    _description = "Vendor Scorecard"
    _auto = False
    _order = "month desc, vendor_id, id"
    _rec_name = "vendor_id"
    _depends: ClassVar[dict] = {
        **BakeryPricePoint._depends,
        "bakery.vendor.answer": ["create_date", "order_id"],
        "purchase.order.line": [
            *BakeryPricePoint._depends["purchase.order.line"],
            "date_planned",
        ],
        "qc.inspection": [
            *("company_id", "date_done", "partner_id", "plan_id", "reject_cost"),
            "state",
        ],
        "res.company": ["partner_id"],
        "res.partner": ["commercial_partner_id", "tz"],
        "stock.location": ["usage"],
        "stock.move": ["date", "location_id", "purchase_line_id", "state"],
    }

    month = fields.Date(readonly=True)
    vendor_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    inspections = fields.Integer(readonly=True)
    passed = fields.Integer(string="Inspections Passed", readonly=True)
    pass_rate = fields.Float(
        string="Passed (%)", digits=(16, 1), aggregator="avg", readonly=True
    )
    reject_cost = fields.Monetary(string="Cost of Rejects", readonly=True)
    receipts = fields.Integer(
        readonly=True, help="Lines of orders of which something arrived."
    )
    receipts_on_time = fields.Integer(readonly=True)
    on_time_rate = fields.Float(
        string="On Time (%)", digits=(16, 1), aggregator="avg", readonly=True
    )
    price_paid = fields.Monetary(
        readonly=True, help="For goods that were bought before, without taxes."
    )
    price_usual = fields.Monetary(
        string="At Usual Prices",
        readonly=True,
        help="What these goods would have cost at the average of 12 months before.",
    )
    price_index = fields.Float(
        digits=(16, 2),
        aggregator="avg",
        readonly=True,
        help="What was paid, compared with the average of the same goods from all"
        " vendors in 12 months before: 1.00 is as usual, 1.10 is ten percent more.",
    )
    answers = fields.Integer(readonly=True)
    answer_hours_total = fields.Float(
        string="Hours of All Answers", digits=(16, 1), readonly=True
    )
    answer_hours = fields.Float(
        string="Hours to Answer",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="From the approval of an order to the answer of the vendor.",
    )
    score = fields.Float(
        string="Points",
        digits=(16, 0),
        aggregator="avg",
        readonly=True,
        help="Of 100: 40 for goods that passed, 30 for being on time, 20 for the price"
        " and 10 for quick answers, as far as known.",
    )
    standing = fields.Selection(
        [(letter, letter) for letter, _points in LETTERS],
        compute="_compute_standing",
        help="A from 90 points, B from 75, C below.",
    )

    @property
    def _table_query(self):
        return score_query(self.env["bakery.price.point"]._table_query)

    def _read_group_select(self, aggregate_spec, query):
        """Let the average of a rate be that of all its facts, not of its rows."""
        name, _colon, function = aggregate_spec.partition(":")
        if function == "avg" and name in RATES:
            return self._rate_sql(name, query)
        if function == "avg" and name == "score":
            return points_sql({rate: self._rate_sql(rate, query) for rate in RATES})
        return super()._read_group_select(aggregate_spec, query)

    def _rate_sql(self, name, query):
        share, whole, factor = RATES[name]
        return SQL(
            "SUM(%s) * %s / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, share, query),
            factor,
            self._field_to_sql(self._table, whole, query),
        )

    @api.depends("score")
    def _compute_standing(self):
        for row in self:
            row.standing = self._letter(row.score)

    @api.model
    def _letter(self, score):
        # As it is shown: 89.6 points read as 90.
        shown = round(score)
        return next(letter for letter, least in LETTERS if shown >= least)

    @api.model
    def _domain_of_year(self, vendors):
        """Return the domain of the rows of the last 12 months in this company."""
        this_month = fields.Date.context_today(self).replace(day=1)
        return [
            ("vendor_id", "in", vendors.commercial_partner_id.ids),
            ("company_id", "=", self.env.company.id),
            ("month", ">=", fields.Date.subtract(this_month, months=11)),
        ]

    @api.model
    def _totals(self, vendors):
        """Return ``{vendor: {field: figure}}`` of the last 12 months, in one query.

        Vendors of whom nothing is known are left out; company contacts count as their
        company.
        """
        rates = [*RATES, "score"]
        groups = self._read_group(
            self._domain_of_year(vendors),
            ["vendor_id"],
            [f"{name}:sum" for name in MEASURES] + [f"{name}:avg" for name in rates],
        )
        totals = {}
        for vendor, *figures in groups:
            facts = dict(zip([*MEASURES, *rates], figures, strict=True))
            totals[vendor] = {**facts, "standing": self._letter(facts["score"])}
        return totals
