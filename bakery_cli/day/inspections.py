"""Looking at goods on arrival, as the inspection page does it."""

import datetime

# The share of a bad delivery that goes back, and why.
REJECTED = 0.1
REASON = "Kemasan basah"
# One white point.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAA"
    "AElFTkSuQmCC"
)
PAPER = "JVBERi0xLjQKJSVFT0YK"


def waiting(client, receipts):
    """Return the rows of the open inspections of ``receipts``."""
    return client.search(
        "qc.inspection",
        [["picking_id", "in", receipts], ["state", "=", "ready"]],
        ["name", "qty_received", "inspection_lines"],
    )


def inspect(client, row, today, share=0):
    """Answer every question of one inspection rightly and decide.

    :param share: of the quantity that is rejected all the same.
    """
    _answer_all(client, row, today)
    rejected = round(row["qty_received"] * share, 3)
    client.call(
        "qc.inspection",
        "decide",
        ids=[row["id"]],
        rejected=rejected,
        reason=REASON if rejected else "",
    )


def batches(client, orders, moment):
    """Return the rows of the open checks of manufacturing orders.

    :param moment: ``before`` the orders are done, or ``after``.
    """
    return client.search(
        "qc.inspection",
        [
            ["production_id", "in", orders],
            ["moment", "=", moment],
            ["state", "=", "ready"],
        ],
        ["name", "inspection_lines"],
    )


def check(client, row, today, wrong=False):
    """Answer every question of a batch and end the check, as its baker does.

    :param wrong: whether the batch is not as it should be.
    """
    _answer_all(client, row, today, wrong)
    client.call("qc.inspection", "conclude", ids=[row["id"]])


def _answer_all(client, row, today, wrong=False):
    lines = client.read(
        "qc.inspection.line",
        row["inspection_lines"],
        [
            "question_type",
            "min_value",
            "max_value",
            "readings",
            "ok_value_ids",
            "possible_ql_values",
        ],
    )
    answers = {str(line["id"]): _answer(line, today) for line in lines}
    if wrong:
        answers.update({str(line["id"]): _wrong_answer(line) for line in lines})
    answers = {key: answer for key, answer in answers.items() if answer}
    client.call("qc.inspection", "answer", ids=[row["id"]], answers=answers)


def _wrong_answer(line):
    """Return an answer that is not right; nothing where none can be wrong."""
    kind = line["question_type"]
    if kind == "quantitative":
        return {"readings": [line["max_value"] + 1] * line["readings"]}
    if kind == "qualitative":
        wrong = set(line["possible_ql_values"]) - set(line["ok_value_ids"])
        return {"value": min(wrong)} if wrong else None
    return None


def _answer(line, today):
    kind = line["question_type"]
    if kind == "quantitative":
        middle = (line["min_value"] + line["max_value"]) / 2
        return {"readings": [middle] * line["readings"]}
    if kind == "qualitative":
        return {"value": line["ok_value_ids"][0]}
    if kind == "photo":
        return {"photo": PICTURE}
    valid = datetime.date.fromisoformat(today) + datetime.timedelta(365)
    return {"document": PAPER, "name": "sertifikat.pdf", "expiry": valid.isoformat()}
