"""What people at work know of lots."""


def expired_lots(client, rows):
    """Return the ids of the lots that ``rows`` name and that have expired."""
    lots = sorted({row["lot_id"][0] for row in rows if row["lot_id"]})
    found = client.read("stock.lot", lots, ["product_expiry_alert"])
    return {row["id"] for row in found if row["product_expiry_alert"]}
