"""The shell of a new addon: every addon of the house starts from the same files.

``create`` fills the files of ``template/`` (``string.Template`` placeholders), draws
the icon and renders the description page. A file that exists is never touched, so the
same call also completes an addon that lacks some of them.
"""

import ast
import json
import re
from pathlib import Path
from string import Template

from ..errors import BakeryError
from ..i18n import _
from . import icon, page

TEMPLATES = Path(__file__).parent / "template"
ADDON_NAME = re.compile(r"^bakery(_[a-z0-9]+)+$")
MODULE_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
MAX_NAME = 50


def check_name(name):
    """Raise :class:`BakeryError` unless ``name`` fits the names of the house."""
    if not ADDON_NAME.match(name) or len(name) > MAX_NAME:
        raise BakeryError(
            _(
                "{name} is not a name for an addon: use bakery_ followed by small "
                "letters, digits and single _, at most {limit} characters.",
                name=repr(name),
                limit=MAX_NAME,
            )
        )


def check_depends(depends, name):
    """Raise :class:`BakeryError` for a dependency that cannot be an addon."""
    for depend in depends:
        if not MODULE_NAME.match(depend) or depend == name:
            raise BakeryError(
                _(
                    "{depend} cannot be a dependency: give technical names of other "
                    "addons, separated by commas.",
                    depend=repr(depend),
                )
            )


def title_of(name):
    """Return the English title of an addon: ``bakery_pos_kitchen`` → Bakery POS …"""
    short = {"pos": "POS", "qc": "QC", "crm": "CRM", "mrp": "MRP", "id": "ID"}
    return " ".join(short.get(word, word.capitalize()) for word in name.split("_"))


def _manifest_of(folder):
    """Return the manifest an addon already has, or an empty dict."""
    path = folder / "__manifest__.py"
    if not path.exists():
        return {}
    return ast.literal_eval(path.read_text(encoding="utf-8"))


def _list_literal(names):
    """Write ``names`` as ruff would format them in the manifest."""
    line = f"[{', '.join(json.dumps(name) for name in names)}]"
    if len(f'    "depends": {line},') <= 88:
        return line
    return "[\n" + "".join(f'        "{name}",\n' for name in names) + "    ]"


def _values(name, summary, depends, category):
    title = title_of(name)
    summary = summary or f"{title} for an Indonesian bakery"
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "summary_literal": json.dumps(summary, ensure_ascii=False),
        "category": category,
        "depends": _list_literal(depends),
        "first_depends": depends[0],
        "class_name": "".join(word.capitalize() for word in name.split("_")),
    }


def _write(path, content):
    """Write ``content`` (text or bytes) unless ``path`` exists; tell whether it did."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode()
    path.write_bytes(content)
    return True


def create(addons, name, summary=None, depends=("base",), category="Bakery"):
    """Create or complete the addon ``name`` below ``addons``.

    :param summary: one line for the list of apps; derived from the name if empty.
    :param depends: technical names the manifest depends on.
    :return: the files written, relative to the addon, in order.
    """
    check_name(name)
    check_depends(depends, name)
    folder = Path(addons) / name
    manifest = _manifest_of(folder)
    values = _values(
        name,
        manifest.get("summary", summary),
        manifest.get("depends", list(depends)),
        manifest.get("category", category),
    )
    written = []
    for source in sorted(TEMPLATES.rglob("*.tmpl")):
        target = source.relative_to(TEMPLATES).with_suffix("")
        target = Path(str(target).replace("ADDON", name))
        text = Template(source.read_text(encoding="utf-8")).substitute(values)
        if _write(folder / target, text):
            written.append(target)
    generated = {
        Path("static/description/icon.png"): lambda: icon.png_for(name),
        Path("static/description/index.html"): lambda: page.render(folder),
    }
    for target, content in generated.items():
        if not (folder / target).exists() and _write(folder / target, content()):
            written.append(target)
    return written
