"""Rules of this project alone: translations, readme fragments, reasons, secrets."""

import ast
import json
import re
from pathlib import Path

from ..i18n import LOCALE_DIR
from ..scaffold.page import render
from .rpc import silent

FRAGMENTS = ("DESCRIPTION", "CONTEXT", "CONFIGURE", "USAGE", "ROADMAP")
# A package registry or a folder of one machine has no place in the project.
FORBIDDEN = re.compile(
    r"https?://[^\s/\"']*(?:debian\.org|pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))"
    r"|/root/|/home/[a-z]+/(?!odoo)|/work/"
)
# What needs a reason close by, and the words above it that give one.
RISKY = re.compile(r"\.sudo\(\)|csrf=False|cr\.commit\(\)|cr\.execute\(")
REASON_LINES = 6
TEXT = {".py", ".xml", ".csv", ".md", ".js", ".scss", ".json", ".conf", ".txt", ".po"}
TEXT |= {".pot", ".toml", ".yaml", ".yml", ".sh", ".in", ".html", ".mjs", ""}


def project(context):
    """All rules of the project; returns the findings."""
    root = context.settings.checkout
    found = []
    for rule in (fragments, translations, program_messages, places, reasons, silent):
        found += rule(root, context.paths)
    return found + pages(root, context.fix)


def _addons(root):
    return sorted(path.parent for path in root.glob("addons/*/__manifest__.py"))


def fragments(root, paths):
    """Every addon explains itself."""
    found = []
    for addon in _addons(root):
        for name in FRAGMENTS:
            path = addon / "readme" / f"{name}.md"
            if not path.exists() or not path.read_text(encoding="utf-8").strip():
                found.append(f"{path.relative_to(root)}: missing or empty")
        for name in ("icon.png", "index.html"):
            if not (addon / "static" / "description" / name).exists():
                found.append(f"{addon.name}: static/description/{name} is missing")
    return found


def pages(root, fix):
    """The description page says what the fragments say; ``fix`` renders it anew."""
    found = []
    for addon in _addons(root):
        target, wanted = addon / "static" / "description" / "index.html", render(addon)
        if target.exists() and target.read_text(encoding="utf-8") != wanted:
            if fix:
                target.write_text(wanted, encoding="utf-8")
            else:
                found.append(f"{target.relative_to(root)}: not what readme/ says")
    return found


def read_po(path):
    """Return ``{msgid: (msgstr, fuzzy)}`` of a PO file, plurals by their first form."""
    entries, fuzzy, key, parts = {}, False, None, {"msgid": "", "msgstr": ""}

    def flush():
        if parts["msgid"]:
            entries[parts["msgid"]] = (parts["msgstr"], fuzzy)

    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r'(msgid|msgstr)(?:\[0\])? "(.*)"$', line):
            if match[1] == "msgid":
                flush()
                parts = {"msgid": "", "msgstr": ""}
            key = match[1]
            parts[key] = match[2]
        elif match := re.match(r'"(.*)"$', line):
            if key:
                parts[key] += match[1]
        elif line.startswith("#,"):
            flush()
            parts, fuzzy = {"msgid": "", "msgstr": ""}, "fuzzy" in line
        elif not line.strip():
            flush()
            parts, fuzzy, key = {"msgid": "", "msgstr": ""}, False, None
    flush()
    return entries


def translations(root, paths):
    """Indonesian is complete: no term without a translation, none too many."""
    found = []
    for addon in _addons(root):
        template = addon / "i18n" / f"{addon.name}.pot"
        indonesian = addon / "i18n" / "id.po"
        if not template.exists() or not indonesian.exists():
            found.append(f"{addon.name}: i18n/{addon.name}.pot or id.po is missing")
            continue
        terms, translated = read_po(template), read_po(indonesian)
        for term in terms:
            text, fuzzy = translated.get(term, ("", False))
            if not text or fuzzy:
                found.append(f"{indonesian.relative_to(root)}: {term[:60]!r} is open")
        for term in translated.keys() - terms.keys():
            found.append(f"{indonesian.relative_to(root)}: {term[:60]!r} is not used")
    return found


def _is_title(node, names):
    """Tell an assignment like ``HELP = "..."``, translated where it is shown."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and getattr(node.targets[0], "id", "") in names
    )


def messages_of(source):
    """Return the texts that a module of the program passes to ``_``."""
    texts = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                texts.add(first.value)
        elif isinstance(node, ast.ClassDef):
            texts |= {n.value.value for n in node.body if _is_title(n, ("name",))}
        elif _is_title(node, ("HELP",)):
            texts.add(node.value.value)
    return texts


def program_messages(root, paths):
    """Every message of the program has an Indonesian translation, and none is idle."""
    used = set()
    for path in sorted((root / "bakery_cli").rglob("*.py")):
        used |= messages_of(path.read_text(encoding="utf-8"))
    known = {}
    for path in sorted((LOCALE_DIR / "id").glob("*.json")):
        for text in json.loads(path.read_text(encoding="utf-8")):
            known[text] = path.name
    found = [
        f"bakery_cli: {text[:70]!r} has no translation" for text in used - {*known}
    ]
    for text, name in known.items():
        if text not in used and name != "argparse.json":
            found.append(f"bakery_cli/locale/id/{name}: {text[:70]!r} is not used")
    return sorted(found)


def places(root, paths):
    """No package registry and no folder of one machine is named."""
    found = []
    for name in paths:
        path = root / name
        if path.suffix not in TEXT or name.startswith("bakery_cli/lint/"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if match := FORBIDDEN.search(line):
                found.append(f"{name}:{number}: names {match[0]}")
    return found


def reasons(root, paths):
    """Whatever goes around Odoo's rights or transactions says why, close by."""
    found = []
    for name in paths:
        parts = Path(name).parts
        if parts[0] != "addons" or not name.endswith(".py") or "tests" in parts:
            continue
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            code = line.partition("#")[0]
            if RISKY.search(code):
                near = lines[max(number - REASON_LINES, 0) : number + 1]
                if not any("#" in text for text in near):
                    found.append(
                        f"{name}:{number + 1}: {code.strip()[:60]} says no why"
                    )
    return found
