"""Statements of platforms and acquirers: reading them, and laying them beside ours."""

import csv
import io
import re
from collections import defaultdict, namedtuple
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

Row = namedtuple("Row", "number amount fee paid")

# Titles of columns, as platforms and banks write them; the first that fits counts.
TITLES = {
    "number": (
        "order number",
        "order id",
        "order no",
        "nomor pesanan",
        "no pesanan",
        "id pesanan",
        "rrn",
        "reference",
        "referensi",
    ),
    "amount": ("gross", "amount", "nilai pesanan", "jumlah", "nominal", "bruto"),
    "fee": ("commission", "komisi", "mdr", "fee", "biaya", "potongan"),
    "paid": ("paid", "net", "dibayar", "diterima", "pencairan", "netto"),
}
MOST_ROWS = 20000


class StatementError(ValueError):
    """A statement that cannot be read: ``column`` is missing, or ``row`` is wrong."""

    def __init__(self, column=None, row=None):
        super().__init__(column or row)
        self.column = column
        self.row = row


def to_number(value):
    """Return an amount as written in Indonesia or elsewhere.

    >>> [to_number(text) for text in ("Rp 1.250.000", "1,250,000.00", "-7.500,5", 3.0)]
    [1250000.0, 1250000.0, -7500.5, 3.0]
    """
    if isinstance(value, (int, float)):
        return float(value)
    text = re.sub(r"(?i)rp|idr|\s", "", str(value or "").strip())
    if not text or text == "-":
        return 0.0
    negative = text.startswith(("-", "(")) or text.endswith("-")
    text = text.strip("()-+")
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0:
        sign, digits = text[last], len(text) - last - 1
        other = "," if sign == "." else "."
        # Three digits behind the only kind of sign group thousands.
        decimal = other in text or (text.count(sign) == 1 and digits != 3)
        text = text.replace(other, "")
        text = text.replace(sign, ".") if decimal else text.replace(sign, "")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError(value)
    return -float(text) if negative else float(text)


def read(content, name=""):
    """Return the rows of a statement.

    :param content: text that was pasted, or the bytes of a CSV or XLSX file
    :raise StatementError: no statement, or a row that is none
    """
    table = _table(content)
    head = next((row for row in table if len([cell for cell in row if cell]) > 1), None)
    if head is None:
        raise StatementError(column="number")
    where = _columns(head)
    rows = []
    for number, cells in enumerate(table[table.index(head) + 1 :], 1):
        if not any(str(cell or "").strip() for cell in cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise StatementError(row=number)
        rows.append(_row(cells, where, number))
    return rows


def _table(content):
    if isinstance(content, bytes) and content.startswith(b"PK"):
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True
            )
            return [list(row) for row in book.active.iter_rows(values_only=True)]
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise StatementError(column="number") from error
    text = (
        content.decode("utf-8-sig", "replace")
        if isinstance(content, bytes)
        else content
    )
    first = text.strip().partition("\n")[0]
    sign = max("\t;,|", key=first.count)
    return list(csv.reader(io.StringIO(text.strip()), delimiter=sign))


def _columns(head):
    titles = [
        re.sub(r"[\s._-]+", " ", str(cell or "")).strip().lower() for cell in head
    ]
    where = {}
    for column, names in TITLES.items():
        for name in names:
            fits = [
                i
                for i, title in enumerate(titles)
                if name in title and i not in where.values()
            ]
            if fits:
                where[column] = fits[0]
                break
    for column in ("number", "amount"):
        if column not in where:
            raise StatementError(column=column)
    return where


def _row(cells, where, number):
    def cell(column):
        index = where.get(column, len(cells))
        return cells[index] if index < len(cells) else None

    text = cell("number")
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    try:
        amount = to_number(cell("amount"))
        fee = abs(to_number(cell("fee")))
        paid = to_number(cell("paid"))
    except ValueError as error:
        raise StatementError(row=number) from error
    # What one column leaves out follows from the others. A refund gives the fee back.
    fee = -fee if amount < 0 else fee
    if "paid" not in where:
        paid = amount - fee
    elif "fee" not in where:
        fee = amount - paid
    return Row(re.sub(r"\s+", "", str(text or "")).upper(), amount, fee, paid)


def match_numbers(ours, rows):
    """Lay payments beside rows that have the same number.

    :param ours: ``[(key, number, amount)]``
    :return: ``({key: Row}, [rows nobody has])``; a row that is the sum of several
        payments of a number (a sale and its refund) is shared out among them
    """
    mine, theirs = defaultdict(list), defaultdict(list)
    for key, number, amount in ours:
        mine[number].append((key, amount))
    for row in rows:
        theirs[row.number].append(row)
    found, left = {}, []
    for number, group in theirs.items():
        open_ones = list(mine.get(number, ())) if number else []
        left += _pair(open_ones, group, found)
    return found, left


def _pair(ours, rows, found):
    rest = []
    if len(rows) == 1 and len(ours) > 1:
        whole = sum(amount for _key, amount in ours)
        if abs(whole - rows[0].amount) < 0.005:
            (first, amount), *others = ours
            found[first] = rows[0]._replace(amount=amount)
            for key, other in others:
                found[key] = rows[0]._replace(amount=other, fee=0.0, paid=0.0)
            return []
    for row in rows:
        same = next((one for one in ours if abs(one[1] - row.amount) < 0.005), None)
        if same:
            ours.remove(same)
            found[same[0]] = row
        else:
            rest.append(row)
    for row in list(rest):
        if ours:
            found[ours.pop(0)[0]] = row
            rest.remove(row)
    return rest


def match_endings(ours, rows):
    """Lay payments beside rows whose reference ends as the cashier typed it.

    Without a reference the amount decides, if only one payment and one row have it.

    :return: ``({key: Row}, [rows nobody has], {keys that several fit}, [such rows])``
    """
    fits, wanted = {}, defaultdict(list)
    for key, ending, amount in ours:
        same = [i for i, row in enumerate(rows) if abs(row.amount - amount) < 0.005]
        if ending:
            ends = [i for i, row in enumerate(rows) if row.number.endswith(ending)]
            fits[key] = [i for i in same if i in ends] or ends
        else:
            fits[key] = same
        for index in fits[key]:
            wanted[index].append(key)
    typed = {key for key, ending, _amount in ours if ending}
    found, several = {}, set()
    # What was typed is surer than an amount alone, and goes first.
    for key in sorted(fits, key=lambda key: key not in typed):
        taken = {id(row) for row in found.values()}
        free = [i for i in fits[key] if id(rows[i]) not in taken]
        rivals = {
            rival
            for i in free
            for rival in wanted[i]
            if rival not in found and (rival in typed or key not in typed)
        }
        if len(free) == 1 and rivals == {key}:
            found[key] = rows[free[0]]
        elif free:
            several.add(key)
    taken = {id(row) for row in found.values()}
    doubtful = {i for key in several for i in fits[key]}
    left = [(i, row) for i, row in enumerate(rows) if id(row) not in taken]
    return (
        found,
        [row for i, row in left if i not in doubtful],
        several,
        [row for i, row in left if i in doubtful],
    )
