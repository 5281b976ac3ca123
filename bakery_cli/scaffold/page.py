"""The description page of an addon, rendered from its ``readme/`` fragments.

Only the Markdown that the fragments use is understood: headings, paragraphs, numbered
and plain lists, images, links, bold, emphasis and code.
"""

import html
import re
from pathlib import Path

FRAGMENTS = ("DESCRIPTION", "CONTEXT", "CONFIGURE", "USAGE", "ROADMAP")
TITLES = {
    "CONTEXT": "Why it exists",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Planned, and known limits",
}
ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+")
INLINE = (
    (re.compile(r"!\[([^]]*)\]\(([^)]+)\)"), r'<img src="\2" alt="\1"/>'),
    (re.compile(r"\[([^]]+)\]\(([^)]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*)\*"), r"<em>\1</em>"),
)


def _inline(text):
    text = html.escape(text, quote=False)
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def _items(lines):
    """Join the continuation lines of each list item."""
    items = []
    for line in lines:
        if ITEM.match(line):
            items.append(ITEM.sub("", line))
        else:
            items[-1] += " " + line.strip()
    return items


def _block(lines):
    """Return the HTML of one block: what stands between two blank lines."""
    first = lines[0]
    if first.startswith("#"):
        level = min(len(first) - len(first.lstrip("#")) + 2, 6)
        return f"<h{level}>{_inline(first.lstrip('# '))}</h{level}>"
    if ITEM.match(first):
        tag = "ol" if first[0].isdigit() else "ul"
        rows = "\n".join(f"  <li>{_inline(item)}</li>" for item in _items(lines))
        return f"<{tag}>\n{rows}\n</{tag}>"
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def to_html(markdown):
    """Return ``markdown`` as HTML, one block per element."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", markdown.strip())]
    return "\n".join(_block(lines) for lines in blocks if lines[0])


def render(addon):
    """Return the page of the addon in folder ``addon``."""
    parts = ["<!-- Made from the files in readme/ by ./bakery lint --fix -->"]
    for name in FRAGMENTS:
        path = Path(addon) / "readme" / f"{name}.md"
        if not path.exists():
            continue
        if name in TITLES:
            parts.append(f"<h2>{TITLES[name]}</h2>")
        parts.append(to_html(path.read_text(encoding="utf-8")))
    # Pictures lie beside the page; the fragments name them from their own folder.
    body = "\n".join(part for part in parts if part)
    body = body.replace('src="../static/description/', 'src="')
    return f'<div class="container">\n{body}\n</div>\n'
