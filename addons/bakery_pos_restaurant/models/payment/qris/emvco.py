"""QR codes that a merchant presents, as EMVCo describes them; QRIS is one of them.

A code is a row of fields: two digits that name it, two that count its characters, and
its text. The last one, 63, is a checksum of all before it, with its own first four
characters. Source: *EMV QR Code Specification for Payment Systems, Merchant-Presented
Mode*, version 1.1, sections 3 and 4.
"""

from binascii import crc_hqx

FORMAT, CHECKSUM = "00", "63"
CURRENCY, COUNTRY = "53", "58"
# ISO 4217 for the rupiah, ISO 3166 for Indonesia.
RUPIAH, INDONESIA = "360", "ID"
LONGEST = 512


class QrError(ValueError):
    """A text that is no code; ``reason`` is one of the names below.

    ``other``: no such code at all. ``incomplete``: a part is missing. ``checksum``: it
    was copied with a mistake. ``foreign``: it does not take rupiah in Indonesia.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def checksum(text):
    """Return the four characters that end a code, CRC-16/CCITT of all before them.

    >>> checksum("123456789")
    '29B1'
    """
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def fields(text):
    """Return ``[(tag, value)]`` of a code, in its order.

    :raise QrError: ``incomplete``
    """
    found, at = [], 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        digits = (tag + length).isascii() and (tag + length).isdigit()
        value = text[at + 4 : at + 4 + int(length)] if digits and length else ""
        if len(length) < 2 or not digits or len(value) != int(length):
            raise QrError("incomplete")
        found.append((tag, value))
        at += 4 + len(value)
    return found


def check_qris(text):
    """Check that ``text`` is a whole code that takes rupiah in Indonesia.

    :raise QrError: says why not
    """
    if not text.startswith("000201") or len(text) > LONGEST:
        raise QrError("other")
    found = fields(text)
    if found[-1][0] != CHECKSUM:
        raise QrError("incomplete")
    if checksum(text[:-4]) != text[-4:].upper():
        raise QrError("checksum")
    named = dict(found)
    if (named.get(CURRENCY), named.get(COUNTRY)) != (RUPIAH, INDONESIA):
        raise QrError("foreign")
