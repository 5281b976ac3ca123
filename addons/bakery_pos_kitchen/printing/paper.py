import textwrap
import unicodedata

from escpos.printer import Dummy

# How the common printers number their code pages (ESC t n).
CODE_PAGES = {"cp437": 0, "cp850": 2, "cp1252": 16, "cp858": 19}
# What no code page of these has, and what a cook reads instead.
PLAIN = str.maketrans(
    {
        "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...",
        "•": "*", "→": "->", "×": "x", "\u00a0": " ", "\u200b": "", "\t": " ",
    }
)  # fmt: skip
INIT = b"\x1b@"
# Longer notes are cut: paper is no place for an essay.
LONGEST_TEXT = 1000


def clean(text, code_page="cp437"):
    """Return ``text`` as a printer can show it: its own signs, one line a line break.

    Control characters go, since they would be commands to the printer. What the code
    page lacks becomes plain letters (``é`` to ``e``), and else a question mark; one is
    enough for a run of them.
    """
    text = str(text or "").replace("\r\n", "\n").translate(PLAIN)
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + " [...]"
    out = []
    for sign in text:
        if sign == "\n":
            out.append(sign)
        elif unicodedata.category(sign)[0] in "CM":
            # Controls, joiners, variation selectors, surrogates.
            continue
        else:
            shown = _shown(sign, code_page)
            if shown != "?" or sign == "?" or not out or out[-1] != "?":
                out.append(shown)
    return "".join(out)


def _shown(sign, code_page):
    try:
        sign.encode(code_page)
        return sign
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        return plain or "?"


class Paper:
    """A strip of paper that is written on line by line; ``bytes(paper)`` prints it.

    :param int columns: letters of normal width in a line (32 on 58 mm, 42 or 48 on 80)
    :param str code_page: one of ``CODE_PAGES``
    """

    def __init__(self, columns=42, code_page="cp437"):
        self.columns = columns
        self.code_page = code_page
        # python-escpos writes the commands; the text is encoded here, because its own
        # choice of code pages differs by printer profile.
        self.driver = Dummy()
        self.raw(INIT + b"\x1bt" + bytes([CODE_PAGES[code_page]]))

    def __bytes__(self):
        return self.driver.output

    def raw(self, data):
        self.driver._raw(data)

    def text(self, text="", size=1, bold=False, align="left", invert=False, indent=0):
        """Write text, wrapped at words.

        :param int size: 1 to 8 times the normal letter
        :param int indent: letters that the lines after the first are moved in
        """
        self.driver.set(
            align=align,
            bold=bold,
            invert=invert,
            custom_size=True,
            width=size,
            height=size,
        )
        room = max(self.columns // size, 1)
        for line in clean(text, self.code_page).split("\n"):
            rows = textwrap.wrap(
                line, room, subsequent_indent=" " * min(indent, room // 2)
            )
            for row in rows or [""]:
                self.raw(row.encode(self.code_page, "replace") + b"\n")

    def pair(self, left, right, bold=False):
        """Write ``left`` at the left and ``right`` at the right edge of a line."""
        right = clean(right, self.code_page).replace("\n", " ")[: self.columns]
        room = max(self.columns - len(right) - 1, 1)
        rows = textwrap.wrap(clean(left, self.code_page), room) or [""]
        rows[-1] = rows[-1].ljust(self.columns - len(right)) + right
        for row in rows:
            self.text_line(row, bold)

    def text_line(self, row, bold=False):
        self.driver.set(
            align="left", bold=bold, invert=False, custom_size=True, width=1, height=1
        )
        self.raw(row[: self.columns].encode(self.code_page, "replace") + b"\n")

    def rule(self, sign="-"):
        self.text_line(sign * self.columns)

    def image(self, image):
        """Print a picture (Pillow), as wide as it is."""
        self.driver.set(align="center")
        self.driver.image(image, impl="bitImageRaster")

    def drawer(self):
        self.driver.cashdraw(2)

    def cut(self):
        self.raw(b"\n\n\n\n")
        self.driver.cut(feed=False)
