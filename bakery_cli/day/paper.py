"""Reads what a printer of the kitchen has on paper, and compares it with tickets."""

import re
import unicodedata
from collections import Counter

from ..i18n import _

_GOODS = re.compile(r"([\d.,]+) x (.+)")
# Names that are too long go on in the next line, below their first letter.
_MORE = re.compile(r" {4,}(?![+*] )(\S.*)")


class Slip:
    """One slip, from its lines of text.

    ``reference`` is the short number below, ``head`` what stands above the goods, and
    ``goods`` how many of each the cook reads.
    """

    def __init__(self, lines):
        rules = [n for n, line in enumerate(lines) if not line.strip("=")] or [0]
        self.head = plain("".join(lines[: rules[0]]))
        self.reference = lines[-1].strip() if lines else ""
        rows = []
        for line in lines[rules[0] + 1 : rules[-1]]:
            if found := _GOODS.fullmatch(line):
                rows.append([found[1], found[2]])
            elif rows and (found := _MORE.fullmatch(line)):
                rows[-1][1] += found[1]
        self.goods = Counter()
        for quantity, name in rows:
            self.goods[plain(name)] += float(quantity.replace(",", "."))


def plain(text):
    """Return letters and digits only: paper breaks lines and lacks some letters."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"\W", "", letters).casefold()


def compare(tickets, slips, expected):
    """Return a sentence for each ticket that paper tells otherwise; none if all agree.

    :param list tickets: as screens are sent them
    :param list slips: of ``Slip``, as they came out of the printer
    :param expected: ``{uuid of a ticket: number of slips that the server sent}``
    """
    by_reference = {}
    for slip in slips:
        by_reference.setdefault(slip.reference, []).append(slip)
    wrong = []
    for ticket in tickets:
        name = ticket["number"] or ticket["label"] or ticket["uuid"][:8]
        found = by_reference.pop(ticket["uuid"][:8], [])
        wanted = expected.get(ticket["uuid"], 0)
        if not found or len(found) != wanted:
            wrong.append(
                _(
                    "Ticket {name} is on paper {found} times instead of {wanted}.",
                    name=name,
                    found=len(found),
                    wanted=max(wanted, 1),
                )
            )
            continue
        wrong += _differences(name, ticket, found[0])
    wrong += [
        _("Slip {reference} belongs to no ticket.", reference=reference)
        for reference in by_reference
    ]
    return wrong


def _differences(name, ticket, slip):
    wanted = Counter()
    for line in ticket["lines"]:
        wanted[plain(line["name"])] += line["qty"]
    if wanted != slip.goods:
        yield _(
            "Ticket {name} asks for {wanted} pieces, its slip for {found}.",
            name=name,
            wanted=sum(wanted.values()),
            found=sum(slip.goods.values()),
        )
    if ticket["table"] and plain(ticket["table"]) not in slip.head:
        yield _(
            "Ticket {name} is for {table}, and its slip does not say so.",
            name=name,
            table=ticket["table"],
        )
