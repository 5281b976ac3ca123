"""What is printed, as functions of plain data.

A kitchen ticket is rendered from this, of which all but ``lines`` may be missing::

    {
        "station": "Dapur", "table": "12", "number": "0042",
        "preset": "Makan di Tempat", "guests": 4, "waiter": "Sari",
        "course": "Course 1",
        "kind": "new",              # or fire, rush, cancel, transfer, reprint
        "fired_at": "19:05",        # shown as it is: the caller knows the zone
        "note": "allergy: nuts", "reference": "1f0c9a2b",
        "lines": [
            {"qty": 2, "name": "Nasi Goreng", "attributes": ["Pedas"],
             "note": "no egg", "kind": "added"},    # or void, changed, moved
        ],
        "words": {"guests": "Tamu"},    # what stands for the words of ``WORDS``
    }

and a receipt from this; amounts are rupiah, in numbers::

    {
        "title": "", "company": "Roti Manis", "address": "Jl. ...\\nJakarta",
        "number": "0042", "date": "27/11/2026 19:05", "cashier": "Kasir",
        "table": "12", "logo": b"PNG",
        "lines": [{"qty": 2, "name": "Croissant", "price": 25000, "total": 50000}],
        "totals": [("Subtotal", 50000), ("PBJT 10%", 5000)], "total": 55000,
        "payments": [("Tunai", 60000)], "change": 5000, "footer": "Terima kasih",
    }
"""

from io import BytesIO

from PIL import Image

from .paper import Paper

WORDS = {
    "new": "",
    "fire": "FIRE",
    "rush": "RUSH",
    "cancel": "CANCELLED",
    "transfer": "MOVED",
    "reprint": "REPRINT",
    "added": "ADDED",
    "void": "VOID",
    "changed": "CHANGED",
    "moved": "MOVED",
    "table": "Table",
    "guests": "Guests",
    "total": "TOTAL",
    "change": "Change",
    "copy": "COPY",
    "redirected": "REDIRECTED",
}
# Dots across the paper, by letters in a line.
DOTS = {32: 384, 42: 504, 48: 576}
# A picture longer than this is not a receipt.
LONGEST_PICTURE = 6000


def _quantity(value):
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def rupiah(value):
    """Return an amount as Indonesians write it: ``Rp 25.000``."""
    sign = "-" if value < 0 else ""
    return f"{sign}Rp {abs(round(value)):,}".replace(",", ".")


def kitchen(data, columns=42, code_page="cp437"):
    """Return the bytes of a kitchen ticket."""
    words = WORDS | (data.get("words") or {})
    paper = Paper(columns, code_page)
    if data.get("station"):
        paper.text(data["station"], bold=True, align="center")
    if title := words.get(data.get("kind") or "new"):
        paper.text(f" {title} ", size=2, bold=True, align="center", invert=True)
    if data.get("table"):
        paper.text(f"{words['table']} {data['table']}", size=3, bold=True)
    elif data.get("number"):
        paper.text(f"#{data['number']}", size=3, bold=True)
    if data.get("preset"):
        paper.text(data["preset"], size=2)
    guests = data.get("guests") and f"{words['guests']} {data['guests']}"
    number = data.get("table") and data.get("number") and f"#{data['number']}"
    paper.pair(" ".join(filter(None, (number, guests))), data.get("fired_at") or "")
    if data.get("waiter"):
        paper.text(data["waiter"])
    if data.get("course"):
        paper.text(data["course"], size=2, bold=True)
    paper.rule("=")
    for line in data["lines"]:
        _kitchen_line(paper, line, words)
    if data.get("note"):
        paper.rule()
        paper.text(data["note"], bold=True)
    paper.rule("=")
    if data.get("reference"):
        paper.text(data["reference"], align="right")
    paper.cut()
    return bytes(paper)


def _kitchen_line(paper, line, words):
    if mark := words.get(line.get("kind") or ""):
        paper.text(f" {mark} ", bold=True, invert=True)
    quantity = _quantity(line["qty"])
    paper.text(
        f"{quantity} x {line['name']}", size=2, bold=True, indent=len(quantity) + 3
    )
    for attribute in line.get("attributes") or ():
        paper.text(f"   + {attribute}", indent=5)
    if line.get("note"):
        paper.text(f"   * {line['note']}", bold=True, indent=5)


def receipt(data, columns=42, code_page="cp437"):
    """Return the bytes of a receipt."""
    words = WORDS | (data.get("words") or {})
    paper = Paper(columns, code_page)
    if data.get("logo"):
        paper.image(_picture(data["logo"], DOTS[columns]))
    paper.text(data.get("company"), size=2, bold=True, align="center")
    if data.get("address"):
        paper.text(data["address"], align="center")
    paper.rule()
    if data.get("title"):
        paper.text(data["title"], bold=True, align="center")
    paper.pair(data.get("number") or "", data.get("date") or "")
    table = data.get("table") and f"{words['table']} {data['table']}"
    if data.get("cashier") or table:
        paper.pair(data.get("cashier") or "", table or "")
    paper.rule()
    for line in data["lines"]:
        paper.text(line["name"])
        quantity = f"  {_quantity(line['qty'])} x {rupiah(line['price'])}"
        paper.pair(quantity, rupiah(line["total"]))
        if line.get("note"):
            paper.text(f"  * {line['note']}", indent=4)
    paper.rule()
    for name, amount in data.get("totals") or ():
        paper.pair(name, rupiah(amount))
    paper.pair(words["total"], rupiah(data["total"]), bold=True)
    for name, amount in data.get("payments") or ():
        paper.pair(name, rupiah(amount))
    if data.get("change"):
        paper.pair(words["change"], rupiah(data["change"]))
    if data.get("footer"):
        paper.text("\n" + data["footer"], align="center")
    paper.cut()
    return bytes(paper)


def picture(data, columns=42, code_page="cp437"):
    """Return the bytes that print a picture, such as a receipt that a tablet drew.

    :param dict data: ``{"image": bytes}`` of a JPEG or PNG
    :raise ValueError: when it is no picture, or one too long to be a receipt
    """
    paper = Paper(columns, code_page)
    paper.image(_picture(data["image"], DOTS[columns]))
    paper.cut()
    return bytes(paper)


def _picture(content, dots):
    """Return a picture no wider than the paper, on white."""
    try:
        image = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
        if image.height * dots > LONGEST_PICTURE * image.width:
            raise ValueError("too long")
        if image.width * image.height > 20_000_000:
            raise ValueError("too large")
        image = image.convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from error
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    if white.width > dots:
        white = white.resize((dots, max(white.height * dots // white.width, 1)))
    return white.convert("L")


def drawer(data=None, columns=42, code_page="cp437"):
    """Return the bytes that open the cash drawer."""
    paper = Paper(columns, code_page)
    paper.drawer()
    return bytes(paper)


def notice(
    columns=42, code_page="cp437", copy=0, redirected="", reprint=False, words=None
):
    """Return what is printed above a slip that may be there twice, or elsewhere.

    It is made when the slip is sent, since only then it is known.
    """
    words = WORDS | (words or {})
    lines = []
    if redirected:
        lines.append(f"{words['redirected']}: {redirected}")
    if reprint:
        lines.append(words["reprint"])
    if copy:
        lines.append(f"{words['copy']} {copy + 1}")
    if not lines:
        return b""
    paper = Paper(columns, code_page)
    for line in lines:
        paper.text(f" {line} ", size=2, bold=True, invert=True)
    return bytes(paper)


RENDER = {"kitchen": kitchen, "receipt": receipt, "picture": picture, "drawer": drawer}
__all__ = ["RENDER", "drawer", "kitchen", "notice", "picture", "receipt", "rupiah"]
