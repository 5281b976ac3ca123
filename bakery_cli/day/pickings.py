"""Receipts, deliveries and transfers, as a warehouse clerk handles them."""

import datetime

FIELDS = ["name", "origin", "state", "picking_type_code", "move_ids", "move_line_ids"]
# The clerk's answers to the questions of "Validate": keep a backorder for what is
# missing, no text message, and yes to goods past their date.
ANSWERS = {"skip_backorder": True, "skip_sms": True, "skip_expired": True}


def open_pickings(client, code, domain, limit=50):
    """Return the rows of the ready pickings of one kind."""
    states = ["confirmed", "waiting", "assigned"]
    return client.search(
        "stock.picking",
        [["picking_type_code", "=", code], ["state", "in", states], *domain],
        FIELDS,
        limit=limit,
    )


def vendor_receipts(day, client):
    """Return the rows of what today's orders bring and is not received yet."""
    ordered = [order.name for order in day.made("vendor_order")]
    return open_pickings(client, "incoming", [["origin", "in", ordered]])


def number_lots(client, pickings, today):
    """Give every received line of a tracked product its lot and best-before date."""
    lines = [line for picking in pickings for line in picking["move_line_ids"]]
    rows = client.read(
        "stock.move.line",
        lines,
        ["picking_id", "product_id", "lot_id", "lot_name", "tracking"],
    )
    rows = [
        row
        for row in rows
        if row["tracking"] == "lot" and not (row["lot_id"] or row["lot_name"])
    ]
    shelf_lives = _shelf_lives(client, {row["product_id"][0] for row in rows})
    for picking in pickings:
        own = [row for row in rows if row["picking_id"][0] == picking["id"]]
        commands = [_numbered(row, today, shelf_lives) for row in own]
        if commands:
            values = {"move_line_ids": commands}
            client.write("stock.picking", [picking["id"]], values)


def _shelf_lives(client, products):
    rows = client.read(
        "product.product", sorted(products), ["use_expiration_date", "expiration_time"]
    )
    return {row["id"]: row["expiration_time"] for row in rows}


def _numbered(row, today, shelf_lives):
    """Return the command that names the lot of one move line."""
    values = {"lot_name": f"{today.replace('-', '')[2:]}-{row['picking_id'][0]}"}
    days = shelf_lives.get(row["product_id"][0])
    if days:
        best_before = datetime.date.fromisoformat(today) + datetime.timedelta(days)
        values["expiration_date"] = f"{best_before.isoformat()} 10:00:00"
    return (1, row["id"], values)


def reserve(client, pickings):
    """Reserve what is in stock; return the pickings that it covers in full."""
    if not pickings:
        return []
    client.call("stock.picking", "action_assign", ids=pickings)
    rows = client.read("stock.picking", pickings, ["state"])
    return [row["id"] for row in rows if row["state"] == "assigned"]


def validate(client, pickings):
    """Validate the pickings; return the rows of those that are done."""
    if not pickings:
        return []
    client.call("stock.picking", "button_validate", ids=pickings, context=ANSWERS)
    rows = client.read("stock.picking", pickings, FIELDS)
    return [row for row in rows if row["state"] == "done"]
