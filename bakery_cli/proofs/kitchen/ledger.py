"""What the database says of tickets, against what it must always say.

The invariants are those of ``docs/kitchen-protocol.md``: I1 tickets say what the ledger
says; I2 what was acknowledged is on the tickets; I3 a request makes one ticket per
station and course; I8 what was made and cancelled is counted as waste; I10 each slip is
printed or shown as failed.
"""

import json

TOLERANCE = 0.0001

BILL = """
    SELECT COALESCE(json_agg(row_to_json(found)), '[]') FROM (
        SELECT COALESCE(line.uuid, ledger.line_uuid) AS uuid,
               line.qty::float AS qty,
               COALESCE(line.product_id, ledger.product_id) AS product,
               COALESCE(ledger.qty_sent, 0)::float AS sent,
               COALESCE(ledger.qty_skipped, 0)::float AS skipped,
               (SELECT json_object_agg(station_id, told) FROM (
                   SELECT told.station_id, SUM(told.qty - told.qty_void)::float AS told
                     FROM bakery_kitchen_ticket_line told
                    WHERE told.line_uuid = COALESCE(line.uuid, ledger.line_uuid)
                 GROUP BY told.station_id) stations) AS told
          FROM (SELECT line.* FROM pos_order_line line
                  JOIN pos_order po ON po.id = line.order_id
                 WHERE po.uuid = '{uuid}') line
     FULL JOIN (SELECT * FROM bakery_kitchen_ledger
                 WHERE order_uuid = '{uuid}') ledger ON ledger.line_uuid = line.uuid
    ) found
"""

# Each names a rule and returns what breaks it; none may return anything, ever.
RULES = {
    "I1: tickets and ledger differ": """
        SELECT told.line_uuid || ' ' || told.quantity || ' ' ||
               COALESCE(ledger.qty_sent, 0)
          FROM (SELECT line_uuid, station_id, SUM(qty - qty_void) AS quantity
                  FROM bakery_kitchen_ticket_line GROUP BY 1, 2) told
     LEFT JOIN bakery_kitchen_ledger ledger USING (line_uuid)
         WHERE ABS(told.quantity - COALESCE(ledger.qty_sent, 0)) > 0.0001""",
    "I1: the ledger knows what is on no ticket": """
        SELECT line_uuid FROM bakery_kitchen_ledger ledger
         WHERE qty_sent > 0 AND NOT EXISTS (
               SELECT 1 FROM bakery_kitchen_ticket_line told
                WHERE told.line_uuid = ledger.line_uuid)""",
    "I3: a request made two tickets at one station": """
        SELECT send_id || ' ' || station_id FROM bakery_kitchen_ticket
         WHERE split_from_id IS NULL
      GROUP BY send_id, station_id, COALESCE(course_uuid, '') HAVING COUNT(*) > 1""",
    "I4: a request is half done": """
        SELECT uuid FROM bakery_kitchen_send WHERE result IS NULL""",
    "I8: what was taken back and its events differ": """
        SELECT line.uuid || ' ' || line.qty_void || ' ' || line.qty_wasted
          FROM bakery_kitchen_ticket_line line
     LEFT JOIN (SELECT line_id, SUM(quantity) AS void,
                       SUM(quantity) FILTER (WHERE action = 'waste') AS wasted
                  FROM bakery_kitchen_event WHERE action IN ('void', 'waste')
              GROUP BY line_id) said ON said.line_id = line.id
         WHERE ABS(line.qty_void - COALESCE(said.void, 0)) > 0.0001
            OR ABS(line.qty_wasted - COALESCE(said.wasted, 0)) > 0.0001""",
    "I10: a ticket without its slip": """
        SELECT ticket.uuid FROM bakery_kitchen_ticket ticket
         WHERE ticket.station_id = {printing} AND ticket.split_from_id IS NULL
           AND ticket.fired_at IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM bakery_print_job job WHERE job.source = ticket.uuid)""",
}
MADE = """
    SELECT product_id, station_id, SUM(qty - qty_void) FROM bakery_kitchen_ticket_line
     WHERE order_uuid IN ({uuids})
  GROUP BY 1, 2 HAVING SUM(qty - qty_void) <> 0 ORDER BY 1, 2
"""
WAITING = "SELECT count(*) FROM bakery_print_job WHERE state IN ('queued', 'sending')"
UNPRINTED = "SELECT count(*) FROM bakery_print_job WHERE state = 'failed'"
PAID_TWICE = """
    SELECT po.uuid FROM pos_order po WHERE po.session_id = {session}
       AND po.state IN ('paid', 'done')
       AND (SELECT count(*) FROM pos_payment WHERE pos_order_id = po.id) != 1
     UNION ALL
    SELECT uuid FROM pos_order WHERE session_id = {session}
  GROUP BY uuid HAVING count(*) > 1
"""


class Ledger:
    """Looks into the database of one evening.

    :param ask: runs SQL and returns text, as ``psql -At`` does.
    """

    def __init__(self, ask, scene):
        self.ask, self.scene = ask, scene

    def rows(self, sql):
        return [row for row in self.ask(sql.format(**self.scene)).splitlines() if row]

    def broken(self):
        """Return a sentence for each rule that is broken."""
        return [
            f"{rule}: {', '.join(rows[:3])}"
            for rule, sql in RULES.items()
            if (rows := self.rows(sql))
        ]

    def differences(self, bill):
        """Return what is wrong with a bill that was saved, sent and acknowledged.

        The tablet's own lines are the truth, whatever it was answered and when.
        """
        wanted = {} if bill.state == "cancel" else bill.lines
        found = []
        seen = set()
        for row in json.loads(self.ask(BILL.format(uuid=bill.uuid))):
            key = row["uuid"]
            seen.add(key)
            line = wanted.get(key)
            if bill.state != "cancel" and row["qty"] is not None and not line:
                found.append(f"{key} is on the server and on no tablet")
            quantity = line["qty"] if line else 0
            if line and row["qty"] != quantity:
                found.append(f"{key}: {row['qty']} saved instead of {quantity}")
            stations = self.scene["goods"][str(row["product"])]["stations"]
            due = quantity if stations else 0
            if abs(row["sent"] + row["skipped"] - due) > TOLERANCE:
                found.append(f"{key}: the kitchen was told {row['sent']}, not {due}")
            told = row["told"] or {}
            for station in {*map(str, stations), *told}:
                wants = row["sent"] if int(station) in stations else 0
                if abs(told.get(station, 0) - wants) > TOLERANCE:
                    made = told.get(station, 0)
                    found.append(f"{key}: station {station} makes {made}, not {wants}")
        found += [f"{key} is lost" for key in wanted if key not in seen]
        last = ", ".join(bill.history[-3:])
        return [f"bill {bill.number} {text} (after {last})" for text in found]

    def made(self, *bills):
        """Return what the kitchen makes for these bills, by product and station."""
        uuids = ", ".join(f"'{bill.uuid}'" for bill in bills)
        return self.ask(MADE.format(uuids=uuids))
