"""What the three roles may do: the table the tests play through, verb by verb.

V view, E create and edit, P process, C cancel processing, D delete; the role holds
in its own warehouses only, the administrator's everywhere.
"""

MATRIX = {
    "store_admin": dict.fromkeys(
        ("receipt", "adjustment", "transfer", "shipment", "write_off"), "VEPCD"
    ),
    "store_staff": {
        "receipt": "",
        "adjustment": "",
        "transfer": "",
        "shipment": "VE",
        "write_off": "",
    },
    "warehouse_clerk": {
        "receipt": "VEP",
        "adjustment": "VEP",
        "transfer": "VEP",
        "shipment": "VP",
        "write_off": "VEP",
    },
}
LETTERS = {"view": "V", "edit": "E", "process": "P", "cancel": "C", "delete": "D"}


def cases():
    """Yield ``(role, document, verb, place, allowed)`` for every cell twice."""
    for role, row in MATRIX.items():
        for document, letters in row.items():
            for verb, letter in LETTERS.items():
                for place in ("own", "other"):
                    everywhere = role == "store_admin"
                    allowed = letter in letters and (everywhere or place == "own")
                    yield role, document, verb, place, allowed
