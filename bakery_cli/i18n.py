"""Messages of the program in English or Indonesian, by the user's locale.

English is the source text. The Indonesian catalogues are JSON files in
``locale/id/``, one per area, each a flat ``{"English": "Indonesian"}`` object.
"""

import functools
import json
import os
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"


def language():
    """Return ``"id"`` when the locale asks for Indonesian, else ``"en"``."""
    for name in ("BAKERY_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(name)
        if value:
            return "id" if value.lower().startswith("id") else "en"
    return "en"


@functools.cache
def catalogue(lang):
    """Return the merged ``{source: translation}`` catalogue of ``lang``."""
    messages = {}
    for path in sorted((LOCALE_DIR / lang).glob("*.json")):
        messages.update(json.loads(path.read_text(encoding="utf-8")))
    return messages


def _(text, **values):
    """Translate ``text`` and fill its ``{placeholders}`` with ``values``."""
    translated = catalogue(language()).get(text, text)
    return translated.format(**values) if values else translated
