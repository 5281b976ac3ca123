"""Food labels as PDF: what fits where, and in which size of type.

Nothing here knows of the database: :class:`Label` holds texts, :func:`lay_out` puts
them on a :class:`Format` in the largest type that fits, and :func:`draw` prints them.
Lengths are in points unless a name says millimetres.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from markupsafe import Markup
from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.barcode import createBarcodeDrawing
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tools import file_path

# Where a line may end: not at the space that holds a date together.
SPACE = re.compile(r"[^\S\xa0]+")
# Lato comes with Odoo under the SIL Open Font License.
FONTS = {
    False: ("BakeryLato", "web/static/fonts/lato/Lato-Reg-webfont.ttf"),
    True: ("BakeryLato-Bold", "web/static/fonts/lato/Lato-Bol-webfont.ttf"),
}
# Type below five points is not read by anybody.
LARGEST, SMALLEST, STEP = 9.0, 5.0, 0.25
# The name of the product is larger, as far as there is room.
NAME_SCALES = (1.7, 1.35, 1.1)
# Width of the thinnest bar in mm: nominal, and the least that scanners are sure of.
BARS = (0.33, 0.27)
# Bars and the quiet zones beside them; digits below.
BARCODE_HEIGHTS = (12, 9)
# Type of the text below bars that bring none of their own.
CODE_SIZE = 6.0
GAP = 1.5


@dataclass(frozen=True)
class Format:
    """A label, on a roll of its own or on a sheet of many."""

    width_mm: float
    height_mm: float
    padding_mm: tuple = (1.8, 1.5)
    columns: int = 1
    rows: int = 1
    page_mm: tuple = ()

    @property
    def size(self):
        return self.width_mm * mm, self.height_mm * mm

    @property
    def page(self):
        """Width and height of the page, and where its labels begin."""
        width, height = self.page_mm or (self.width_mm, self.height_mm)
        return width * mm, height * mm

    def corner(self, place):
        """Return the lower left corner of the label at ``place`` of the page."""
        row, column = divmod(place, self.columns)
        page_width, page_height = self.page
        width, height = self.size
        left = (page_width - width * self.columns) / 2
        top = page_height - (page_height - height * self.rows) / 2
        return left + column * width, top - (row + 1) * height


FORMATS = {
    "58x40": Format(58, 40),
    "70x50": Format(70, 50),
    "100x70": Format(100, 70),
    # Printers leave the edge of a sheet blank.
    "a4_24": Format(70, 37, (4, 2.5), 3, 8, (210, 297)),
}


@dataclass
class Label:
    """The texts of a label; paragraphs are lists of ``(text, bold)``."""

    name: str
    weight: str = ""
    body: list = field(default_factory=list)
    foot: list = field(default_factory=list)
    # ("EAN13" or "Code128", value)
    barcode: tuple = ()
    # Rows of (name, amount, percent, indented); the first is the head.
    nutrition_title: str = ""
    nutrition_note: str = ""
    nutrition: list = field(default_factory=list)

    def texts(self):
        yield from (self.name, self.weight, self.nutrition_title, self.nutrition_note)
        for paragraph in (*self.body, *self.foot):
            yield from (text for text, _bold in paragraph)
        for row in self.nutrition:
            yield from row[:3]


@dataclass
class Box:
    """A rectangle of a laid out label with its lines, from the top left."""

    x: float
    y: float
    width: float
    height: float
    # (x, baseline, text, bold, size), from the top left of the label
    lines: list = field(default_factory=list)
    barcode: object = None
    framed: bool = False


class DoesNotFit(Exception):
    """The texts are too long for the label, even in the smallest type."""


def fonts():
    """Make the typefaces known to reportlab."""
    for name, path in FONTS.values():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file_path(path)))


def missing_characters(label):
    """Return the characters of ``label`` that the typeface cannot print."""
    fonts()
    known = pdfmetrics.getFont(FONTS[False][0]).face.charToGlyph
    used = {x for text in label.texts() for x in text if not x.isspace()}
    return "".join(sorted(x for x in used if ord(x) not in known))


@lru_cache(maxsize=20_000)
def _unit_width(text, bold):
    return pdfmetrics.stringWidth(text, FONTS[bold][0], 1)


def _width(text, bold, size):
    return _unit_width(text, bold) * size


def _words(paragraph):
    """Split runs into words; a word may be bold in part, its comma is not."""
    word = []
    for text, bold in paragraph:
        for number, part in enumerate(SPACE.split(text)):
            if number and word:
                yield word
                word = []
            if part:
                word.append((part, bold))
    if word:
        yield word


def _pieces(word, size, width):
    """Yield ``word``, cut where it is wider than a line."""
    if sum(_width(*run, size) for run in word) <= width:
        yield word
        return
    rest, used = [], 0.0
    for text, bold in word:
        start = 0
        for end in range(1, len(text) + 1):
            advance = _width(text[start:end], bold, size)
            if used + advance > width and (end - start > 1 or rest):
                cut = end - 1
                yield [*rest, (text[start:cut], bold)] if cut > start else rest
                rest, used, start = [], 0.0, cut
        rest.append((text[start:], bold))
        used += _width(text[start:], bold, size)
    yield rest


def _wrap(paragraph, size, width):
    """Return the lines of a paragraph, each a list of ``(text, bold)``."""
    space = _width(" ", False, size)
    lines, used = [], 0.0
    for word in _words(paragraph):
        for piece in _pieces(word, size, width):
            advance = sum(_width(*run, size) for run in piece)
            if lines and used + space + advance <= width:
                lines[-1].append((" ", False))
                lines[-1].extend(piece)
                used += space + advance
            else:
                lines.append(list(piece))
                used = advance
    return lines


def _line_height(size):
    ascent, descent = pdfmetrics.getAscentDescent(FONTS[True][0], size)
    return ascent - descent, ascent


def _text_box(paragraphs, size, x, y, width):
    """Set paragraphs from the top left corner ``x``, ``y`` downwards."""
    height, ascent = _line_height(size)
    box = Box(x, y, width, 0)
    for paragraph in paragraphs:
        for line in _wrap(paragraph, size, width):
            left = x
            for text, bold in line:
                box.lines.append((left, y + box.height + ascent, text, bold, size))
                left += _width(text, bold, size)
            box.height += height
    return box


def _nutrition_box(label, size):
    """Set the nutrition information at the origin, as wide as it needs to be."""
    height, ascent = _line_height(size)
    pad, gap, indent = size * 0.5, size, size * 0.8
    columns = [
        max(_width(row[n], True, size) for row in label.nutrition) for n in range(3)
    ]
    inner = indent + sum(columns) + 2 * gap
    inner = max(inner, _width(label.nutrition_title, True, size))
    box = Box(0, 0, inner + 2 * pad, 0, framed=True)
    y = pad
    box.lines.append((pad, y + ascent, label.nutrition_title, True, size))
    y += height
    for number, (name, amount, percent, indented) in enumerate(label.nutrition):
        bold = number == 0
        left = pad + (indent if indented else 0)
        middle = pad + inner - columns[2] - gap
        right = pad + inner
        box.lines.append((left, y + ascent, name, bold, size))
        for edge, text in ((middle, amount), (right, percent)):
            x = edge - _width(text, bold, size)
            box.lines.append((x, y + ascent, text, bold, size))
        y += height
    note = _text_box([[(label.nutrition_note, False)]], SMALLEST, pad, y, inner)
    box.lines += note.lines
    box.height = y + note.height + pad
    return box


def _moved(box, x, y):
    lines = [(left + x, base + y, *rest) for left, base, *rest in box.lines]
    return Box(
        box.x + x, box.y + y, box.width, box.height, lines, box.barcode, box.framed
    )


def _barcode_boxes(barcode, width):
    """Yield the barcode in the sizes that scan, those that fit ``width`` only."""
    kind, value = barcode
    for height in BARCODE_HEIGHTS:
        for bar in BARS:
            options = {"barWidth": bar * mm, "barHeight": height * mm, "quiet": True}
            if kind == "Code128":
                options |= {"lquiet": 10 * bar * mm, "rquiet": 10 * bar * mm}
            drawing = createBarcodeDrawing(
                kind, value=value, humanReadable=kind == "EAN13", **options
            )
            if drawing.width > width:
                continue
            box = Box(0, 0, drawing.width, drawing.height, barcode=drawing)
            if kind == "Code128":
                line, ascent = _line_height(CODE_SIZE)
                left = (box.width - _width(value, False, CODE_SIZE)) / 2
                below = (left, box.height + ascent, value, False, CODE_SIZE)
                box.lines.append(below)
                box.height += line
            yield box


def lay_out(label, form):
    """Put a label on a format, in the largest type that fits.

    The nutrition information is left out where it would not fit.

    :return: a list of :class:`Box`.
    :raises DoesNotFit: when even the smallest type is too large.
    """
    fonts()
    sizes = [LARGEST - STEP * n for n in range(round((LARGEST - SMALLEST) / STEP) + 1)]
    width, height = form.size
    across, down = (x * mm for x in form.padding_mm)
    area, bottom = (across, down, width - 2 * across), height - down
    codes = list(_barcode_boxes(label.barcode, area[2])) if label.barcode else [None]
    for nutrition in (True, False) if label.nutrition else (False,):
        for size in sizes:
            feet = [_foot(label, area, bottom, size, code) for code in codes]
            for scale in NAME_SCALES:
                boxes = _stack(label, area, size, scale, nutrition)
                end = max(x.y + x.height for x in boxes) + GAP
                for foot in feet:
                    if end <= min(x.y for x in foot):
                        return boxes + foot
    raise DoesNotFit


def _stack(label, area, size, scale, nutrition):
    """Set what stands at the top: name, weight, and the body below."""
    x, y, width = area
    head = _text_box([[(label.name, True)]], size * scale, x, y, width)
    boxes = [head]
    y = head.y + head.height
    if label.weight:
        boxes.append(_text_box([[(label.weight, False)]], size, x, y, width))
        y += boxes[-1].height
    y += GAP
    if nutrition:
        table = _nutrition_box(label, size)
        rest = width - table.width - 3 * GAP
        if rest < width * 0.35:
            # Beside it there is no room to read: below nothing.
            return [Box(x, y, width, float("inf"))]
        boxes.append(_moved(table, x + width - table.width, y))
        width = rest
    boxes.append(_text_box(label.body, size, x, y, width))
    return boxes


def _foot(label, area, bottom, size, code):
    """Set what stands at the bottom: dates, lot, maker, and the barcode beside."""
    x, _top, width = area
    if not code:
        text = _text_box(label.foot, size, x, 0, width)
        return [_moved(text, 0, bottom - text.height)]
    beside = width - code.width - 2 * GAP
    if beside >= width * 0.3:
        text = _text_box(label.foot, size, x, 0, beside)
        return [
            _moved(text, 0, bottom - text.height),
            _moved(code, x + width - code.width, bottom - code.height),
        ]
    text = _text_box(label.foot, size, x, 0, width)
    top = bottom - code.height
    return [
        _moved(text, 0, top - GAP - text.height),
        _moved(code, x + (width - code.width) / 2, top),
    ]


def draw(labels, form, skip=0, title=""):
    """Return a PDF of ``labels``.

    :param labels: ``(boxes of lay_out, how many of them)``.
    :param skip: places of the first sheet that are used already.
    """
    fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=form.page)
    canvas.setTitle(title)
    place, per_page = skip % (form.columns * form.rows), form.columns * form.rows
    for number, (boxes, count) in enumerate(labels):
        # Drawn once, and stamped as often as it is wanted.
        stamp = f"label{number}"
        canvas.beginForm(stamp, 0, 0, *form.size)
        _draw_one(canvas, boxes, form.size[1])
        canvas.endForm()
        for _copy in range(count):
            if place == per_page:
                canvas.showPage()
                place = 0
            canvas.saveState()
            canvas.translate(*form.corner(place))
            canvas.doForm(stamp)
            canvas.restoreState()
            place += 1
    canvas.save()
    return target.getvalue()


def _draw_one(canvas, boxes, top):
    for box in boxes:
        if box.framed:
            canvas.setLineWidth(0.5)
            canvas.rect(box.x, top - box.y - box.height, box.width, box.height)
        if box.barcode:
            bars = top - box.y - box.barcode.height
            renderPDF.draw(box.barcode, canvas, box.x, bars)
        for x, base, text, bold, size in box.lines:
            canvas.setFont(FONTS[bold][0], size)
            canvas.drawString(x, top - base, text)


def picture(boxes, form):
    """Return what :func:`draw` prints of one label as the markup of an image."""
    width, height = form.size
    parts = []
    for box in boxes:
        if box.framed:
            parts.append(
                Markup(
                    '<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="none" '
                    'stroke="#000" stroke-width="0.5"/>'
                )
                % (box.x, box.y, box.width, box.height)
            )
        if box.barcode:
            code = renderSVG.drawToString(box.barcode)
            code = code if isinstance(code, bytes) else code.encode()
            parts.append(
                Markup(
                    '<image x="%.2f" y="%.2f" width="%.2f" height="%.2f" href="%s"/>'
                )
                % (box.x, box.y, box.barcode.width, box.barcode.height, _data(code))
            )
        parts += [_picture_line(*line) for line in box.lines if line[2].strip()]
    # Half a millimetre of grey around it, so that white paper shows.
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 %.2f %.2f">'
        '<rect width="%.2f" height="%.2f" fill="#fff" stroke="#bbb"/>%s</svg>'
    ) % (width + 2, height + 2, width, height, Markup().join(parts))
    return Markup('<img class="mw-100" style="width: %smm" alt="" src="%s"/>') % (
        round(form.width_mm * 1.6),
        _data(svg.encode()),
    )


def _picture_line(x, base, text, bold, size):
    # The width is set, since the reader's typeface may be another.
    return Markup(
        '<text x="%.2f" y="%.2f" font-family="Lato, sans-serif" font-size="%.2f" '
        'font-weight="%s" textLength="%.2f" lengthAdjust="spacingAndGlyphs">%s</text>'
    ) % (x, base, size, 700 if bold else 400, _width(text, bold, size), text)


def _data(svg):
    return "data:image/svg+xml;base64," + b64encode(svg).decode()
