"""The query behind ``bakery.vendor.score``: four kinds of facts, counted by month."""

from odoo.tools import SQL

WEIGHTS = {"pass_rate": 40, "on_time_rate": 30, "price_index": 20, "answer_hours": 10}
# From 25 percent dearer than usual there is no point left for the price.
DEAREST = 0.25
# An answer within a day has all points, one after five days has none.
PROMPT_HOURS, LATE_HOURS = 24, 120


def score_query(points):
    """Return the query of all scores.

    :param SQL points: the query of all prices, see ``bakery.price.point``.
    """
    # Raw SQL: a view of documents of four kinds; the ORM has no union.
    return SQL(
        "WITH zones AS (%s), inspected AS (%s), received AS (%s), priced AS (%s),"
        " answered AS (%s), facts AS (%s) %s",
        ZONES,
        INSPECTED,
        arrivals(SQL("TRUE")),
        SQL(PRICED, points),
        ANSWERED,
        FACTS,
        SQL(SCORES, points_sql({name: SQL.identifier(name) for name in WEIGHTS})),
    )


def points_sql(rates):
    """Return the SQL of the weighted average of what is known, 0 to 100 points.

    :param dict rates: ``{name: SQL}`` of all ``WEIGHTS``; NULL is not known.
    """
    worth = {
        **rates,
        "price_index": SQL("100 * (1 - (%s - 1) / %s)", rates["price_index"], DEAREST),
        "answer_hours": SQL(
            "100.0 * (%s - %s) / %s",
            LATE_HOURS,
            rates["answer_hours"],
            LATE_HOURS - PROMPT_HOURS,
        ),
    }
    points = [
        SQL(
            "CASE WHEN %s IS NULL THEN 0 ELSE %s * LEAST(GREATEST(%s, 0), 100) END",
            rates[name],
            weight,
            worth[name],
        )
        for name, weight in WEIGHTS.items()
    ]
    known = [
        SQL("CASE WHEN %s IS NULL THEN 0 ELSE %s END", rates[name], weight)
        for name, weight in WEIGHTS.items()
    ]
    return SQL("(%s) / NULLIF(%s, 0)", SQL(" + ").join(points), SQL(" + ").join(known))


# Days and months are those of the company, in which ``local`` times are.
ZONES = SQL(
    """
    SELECT company.id AS company_id,
           COALESCE(NULLIF(partner.tz, ''), 'Asia/Jakarta') AS zone
      FROM res_company company
      JOIN res_partner partner ON partner.id = company.partner_id
    """
)

INSPECTED = SQL(
    """
    SELECT inspection.partner_id,
           inspection.company_id,
           timezone(zones.zone, timezone('UTC', inspection.date_done)) AS local,
           (inspection.state = 'success')::integer AS passed,
           COALESCE(inspection.reject_cost, 0) AS reject_cost
      FROM qc_inspection inspection
      JOIN zones ON zones.company_id = inspection.company_id
     WHERE inspection.state IN ('success', 'failed')
       AND inspection.plan_id IS NOT NULL
       AND inspection.partner_id IS NOT NULL
       AND inspection.date_done IS NOT NULL
    """
)


def arrivals(condition):
    """Return the query of order lines that came: vendor, company, day, on time or not.

    A line counts once, by its first arrival: what comes later, or in exchange for what
    was rejected, is not judged again. Days are those of the company; the query stands
    after a ``zones`` of ``ZONES``.

    :param SQL condition: may name the order as ``document``.
    """
    return SQL(ARRIVALS, condition)


ARRIVALS = """
    SELECT arrival.partner_id,
           arrival.company_id,
           arrival.local,
           (arrival.local::date <= arrival.promised::date)::integer AS on_time
      FROM (
            SELECT document.partner_id,
                   document.company_id,
                   timezone(zones.zone, timezone('UTC', MIN(move.date))) AS local,
                   timezone(zones.zone, timezone('UTC', line.date_planned)) AS promised
              FROM stock_move move
              JOIN stock_location source ON source.id = move.location_id
              JOIN purchase_order_line line ON line.id = move.purchase_line_id
              JOIN purchase_order document ON document.id = line.order_id
              JOIN zones ON zones.company_id = document.company_id
             WHERE move.state = 'done'
               AND source.usage = 'supplier'
               AND line.date_planned IS NOT NULL
               AND %s
             GROUP BY line.id, document.id, zones.zone
           ) arrival
    """

# The usual price is the average, weighted by quantity, of a year before; prices of
# the same moment, such as those of the order itself, are not before it.
PRICED = """
    SELECT point.vendor_id AS partner_id,
           point.company_id,
           timezone(zones.zone, timezone('UTC', point.date)) AS local,
           point.price * point.quantity AS paid,
           point.usual * point.quantity AS usual
      FROM (
            SELECT points.*,
                   SUM(points.price * points.quantity) OVER past
                       / NULLIF(SUM(points.quantity) OVER past, 0) AS usual
              FROM (%s) points
             WHERE points.counts
            WINDOW past AS (
                    PARTITION BY points.company_id, points.product_id
                    ORDER BY points.date
                    RANGE BETWEEN INTERVAL '1 year' PRECEDING AND CURRENT ROW
                    EXCLUDE GROUP
                   )
           ) point
      JOIN zones ON zones.company_id = point.company_id
     WHERE point.usual > 0
    """

ANSWERED = SQL(
    """
    SELECT document.partner_id,
           document.company_id,
           timezone(zones.zone, timezone('UTC', answer.create_date)) AS local,
           GREATEST(
               EXTRACT(EPOCH FROM answer.create_date - document.date_approve), 0
           ) / 3600 AS hours
      FROM bakery_vendor_answer answer
      JOIN purchase_order document ON document.id = answer.order_id
      JOIN zones ON zones.company_id = document.company_id
     WHERE document.date_approve IS NOT NULL
    """
)

FACTS = SQL(
    """
    SELECT partner_id, company_id, local, 1 AS inspections, passed, reject_cost,
           0 AS receipts, 0 AS on_time, 0 AS paid, 0 AS usual, 0 AS answers, 0 AS hours
      FROM inspected
     UNION ALL
    SELECT partner_id, company_id, local, 0, 0, 0, 1, on_time, 0, 0, 0, 0
      FROM received
     UNION ALL
    SELECT partner_id, company_id, local, 0, 0, 0, 0, 0, paid, usual, 0, 0
      FROM priced
     UNION ALL
    SELECT partner_id, company_id, local, 0, 0, 0, 0, 0, 0, 0, 1, hours
      FROM answered
    """
)

# The number of a row is made of its vendor, month and company, so that it stays the
# same; it fits the 53 bits that browsers count with.
SCORES = """
    SELECT rated.*, %s AS score
      FROM (
            SELECT (sums.vendor_id::bigint * 4096
                       + EXTRACT(YEAR FROM sums.month)::bigint * 12 - 24000
                       + EXTRACT(MONTH FROM sums.month)::bigint
                   ) * 1024 + sums.company_id AS id,
                   sums.*,
                   sums.passed * 100.0 / NULLIF(sums.inspections, 0) AS pass_rate,
                   sums.receipts_on_time * 100.0
                       / NULLIF(sums.receipts, 0) AS on_time_rate,
                   sums.price_paid / NULLIF(sums.price_usual, 0) AS price_index,
                   sums.answer_hours_total / NULLIF(sums.answers, 0) AS answer_hours
              FROM (
                    SELECT partner.commercial_partner_id AS vendor_id,
                           facts.company_id,
                           date_trunc('month', facts.local)::date AS month,
                           SUM(facts.inspections)::integer AS inspections,
                           SUM(facts.passed)::integer AS passed,
                           SUM(facts.reject_cost) AS reject_cost,
                           SUM(facts.receipts)::integer AS receipts,
                           SUM(facts.on_time)::integer AS receipts_on_time,
                           SUM(facts.paid) AS price_paid,
                           SUM(facts.usual) AS price_usual,
                           SUM(facts.answers)::integer AS answers,
                           SUM(facts.hours) AS answer_hours_total
                      FROM facts
                      JOIN res_partner partner ON partner.id = facts.partner_id
                     GROUP BY 1, 2, 3
                   ) sums
           ) rated
    """
