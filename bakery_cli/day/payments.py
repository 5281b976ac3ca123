"""Payments of bills and invoices, by the dialog of the web client."""


def register(client, moves, date):
    """Pay each of ``moves`` in full from the bank; return the payments' rows."""
    if not moves:
        return []
    context = {"active_model": "account.move", "active_ids": moves}
    bank = client.search("account.journal", [["type", "=", "bank"]], ["name"], limit=1)
    wizard = client.create(
        "account.payment.register",
        {"journal_id": bank[0]["id"], "payment_date": date, "group_payment": False},
        context=context,
    )
    client.call(
        "account.payment.register", "action_create_payments", [wizard], context=context
    )
    paid = client.read("account.move", moves, ["matched_payment_ids"])
    ids = [payment for row in paid for payment in row["matched_payment_ids"]]
    return client.read("account.payment", ids, ["name", "amount", "state"])
