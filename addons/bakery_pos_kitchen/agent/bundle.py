"""Makes one file of the agent: ``python3 bakery-print-agent.pyz`` runs it."""

import zipfile
from io import BytesIO
from pathlib import Path

ADDON = Path(__file__).resolve().parent.parent
NAME = "bakery-print-agent.pyz"
PACKAGE = "bakery_print"
FILES = (
    "agent/__init__.py",
    "agent/journal.py",
    "agent/link.py",
    "agent/main.py",
    "agent/words.py",
    "agent/work.py",
    "printing/__init__.py",
    "printing/transport.py",
)
START = f"import sys\nfrom {PACKAGE}.agent.main import main\nsys.exit(main())\n"
# The same files make the same bytes, whenever they are put together.
STAMP = (2026, 1, 1, 0, 0, 0)


def bundle():
    """Return the program, as the bytes of a file that Python runs."""
    out = BytesIO(b"#!/usr/bin/env python3\n")
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        texts = {name: (ADDON / name).read_text(encoding="utf-8") for name in FILES}
        texts = {f"{PACKAGE}/{name}": text for name, text in texts.items()}
        for name, text in {
            "__main__.py": START,
            f"{PACKAGE}/__init__.py": "",
            **texts,
        }.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return out.getvalue()
