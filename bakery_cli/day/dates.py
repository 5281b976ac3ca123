"""Whether the documents of a day carry the date of that day."""

import datetime
from collections import Counter

from .context import ZONE

# Where each kind of document shows its date, and who may look.
FIELDS = {
    "purchase.order": ("purchaser", ("date_approve",)),
    "stock.picking": ("warehouse_clerk", ("date_done",)),
    "account.move": ("accountant", ("date",)),
    "account.payment": ("accountant", ("date",)),
    "mrp.production": ("baker", ("date_finished",)),
    "pos.session": ("cashier", ("start_at", "stop_at")),
    "pos.order": ("cashier", ("date_order",)),
    "sale.order": ("online_staff", ("date_order",)),
    "crm.lead": ("online_staff", ("date_closed",)),
}
# Until it is baked, the date of a manufacturing order is a plan: one that waits for
# its ingredients keeps the day for which it was planned.
DATED = {"mrp.production": [["state", "=", "done"]]}


def local_date(value):
    """Return the date of a server's date or UTC time at the bakery, as text."""
    if not value:
        return None
    if len(value) == 10:
        return value
    moment = datetime.datetime.strptime(value[:19], "%Y-%m-%d %H:%M:%S")
    moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.astimezone(ZONE).date().isoformat()


def audit(day, date):
    """Return ``{model: Counter of dates}`` of the documents that ``day`` noted.

    The entries that closing a session posts and all stock moves of the day's
    pickings are looked at too, though the day does not list them.
    """
    found = {}
    for model, (role, fields) in FIELDS.items():
        client = day.client(role)
        ids = sorted({d.id for d in day.documents if d.model == model})
        if model in DATED:
            dated = [["id", "in", ids], *DATED[model]]
            ids = [row["id"] for row in client.search(model, dated, ["id"])]
        rows = client.read(model, ids, list(fields))
        found[model] = Counter(local_date(row[f]) for row in rows for f in fields)
    entries = sorted(day.notes.get("session_moves", []))
    rows = day.client("accountant").read("account.move", entries, ["date"])
    found["account.move"].update(row["date"] for row in rows)
    found["stock.move"] = _stock_moves(day)
    return {model: counter for model, counter in found.items() if counter}


def _stock_moves(day):
    pickings = sorted({d.id for d in day.documents if d.model == "stock.picking"})
    rows = day.client("warehouse_clerk").search(
        "stock.move", [["picking_id", "in", pickings], ["state", "=", "done"]], ["date"]
    )
    return Counter(local_date(row["date"]) for row in rows)


def strays(found, date):
    """Return the ``(model, other date, count)`` of documents not dated ``date``."""
    return [
        (model, other, count)
        for model, counter in sorted(found.items())
        for other, count in sorted(counter.items(), key=str)
        if other != date
    ]
