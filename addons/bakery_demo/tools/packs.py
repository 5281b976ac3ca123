"""Boxes, combinations, the number candle and the logo."""

import math

import breads
from breads import CHOCOLATE, CHOCOLATE_DARK, CHOCOLATE_LIGHT, FLOUR, ground
from canvas import OVERSAMPLING, Canvas, box, cushion, move, oval, smooth, turn
from PIL import ImageFont

KRAFT, KRAFT_DARK, KRAFT_LIGHT = "#D9A86C", "#B98549", "#EBC48F"
GOLD, GOLD_DARK = "#E3A008", "#B87E05"


def paket_donat():
    """Open box with six doughnuts."""
    canvas = ground(**breads.PINK, y=420, rx=206, lift=22)
    canvas.fill([(84, 176), (428, 176), (404, 78), (108, 78)], KRAFT_DARK)
    canvas.fill([(98, 172), (414, 172), (394, 90), (118, 90)], KRAFT)
    canvas.fill(oval(256, 132, 62, 26), FLOUR)
    sun(canvas, 256, 144, 30, GOLD_DARK)
    canvas.fill([(84, 176), (428, 176), (458, 400), (54, 400)], KRAFT_DARK)
    canvas.fill([(96, 184), (416, 184), (442, 392), (70, 392)], "#FFF8EC")
    glazes = (
        ("#FBEFDD", "#E6D0B0", FLOUR),
        (CHOCOLATE, CHOCOLATE_DARK, CHOCOLATE_LIGHT),
        ("#FFE7A6", "#EFC766", "#FFF6D8"),
    )
    for row, (y, r) in enumerate(((232, 47), (332, 53))):
        for column in range(3):
            x = 256 + (column - 1) * (r * 2 + 10)
            glaze = glazes[(column + row) % 3]
            breads.ring(canvas, x, y, r, *glaze, "#FFF8EC")
            if glaze[0] == CHOCOLATE:
                breads.hail(canvas, x, y, r, ["#F9C6D0", "#FFE08A", "#FFFFFF"], 22)
            elif column + row == 2 or (row, column) == (1, 1):
                breads.hail(canvas, x, y, r, [breads.CHEESE, "#FFD966"], 30, 24, 7)
    canvas.fill([(54, 400), (458, 400), (452, 424), (60, 424)], KRAFT)
    canvas.stroke([(60, 402), (452, 402)], 4, KRAFT_LIGHT)
    return canvas


def _bow(canvas, cx, cy, colour, dark):
    for sign in (-1, 1):
        tail = [(cx, cy), (cx + sign * 64, cy + 66), (cx + sign * 36, cy + 76)]
        canvas.fill(tail, dark)
        loop = smooth((cx, cy), (cx + sign * 46, cy - 46), (cx + sign * 96, cy - 40),
                      (cx + sign * 92, cy + 16), (cx + sign * 44, cy + 20))  # fmt: skip
        canvas.fill(loop, colour)
        hole = smooth((cx + sign * 26, cy - 6), (cx + sign * 56, cy - 26),
                      (cx + sign * 76, cy - 20), (cx + sign * 66, cy + 4))  # fmt: skip
        canvas.fill(hole, dark)
    canvas.fill(cushion(cx, cy, 22, 21, 3), colour)
    canvas.fill(cushion(cx + 5, cy + 5, 14, 13, 3), dark)
    canvas.fill(cushion(cx - 1, cy - 1, 15, 14, 3), colour)


def hampers():
    """Gift box of cookies with a ribbon, three jars looking out."""
    look = {"background": "#E9F3EF", "halo": "#CFE6DC", "shadow": "#A5C8B8"}
    canvas = ground(**look, y=414, rx=196, lift=26)
    for x, lid, cookie in (
        (150, GOLD, "#F4B942"),
        (256, "#C8553D", "#EDB65B"),
        (362, "#6D8EA0", "#FFFDF8"),
    ):
        canvas.fill(box(x - 48, 152, x + 48, 300, 20), "#F6FBF9")
        canvas.fill(box(x - 42, 182, x + 42, 300, 14), cookie)
        for row in range(3):
            for column in range(3):
                canvas.stroke(
                    oval(x - 28 + column * 28, 200 + row * 26, 13, 11), 3, "#C98B3A"
                )
        canvas.fill(box(x - 46, 128, x + 46, 164, 9), lid)
        canvas.stroke([(x - 38, 138), (x + 38, 138)], 5, "#FFFFFF")
    canvas.fill(box(70, 264, 442, 412, 12), "#2F6B57")
    canvas.fill(box(70, 264, 442, 392, 12), "#3D8269")
    for x in range(96, 440, 44):
        for y in (300, 344, 384):
            canvas.fill(turn(box(x - 6, y - 6, x + 6, y + 6), 45, x, y), "#4E957B")
    canvas.fill(box(232, 264, 280, 412), GOLD_DARK)
    canvas.fill(box(232, 264, 272, 412), GOLD)
    _bow(canvas, 256, 262, GOLD, GOLD_DARK)
    return canvas


def sarapan():
    """Breakfast: a croissant and a cup on a tray."""
    canvas = ground(y=420, rx=206, lift=26)
    canvas.fill(box(46, 372, 466, 424, 24), "#8A5A33")
    canvas.fill(box(46, 364, 466, 408, 22), "#A9703F")
    canvas.fill(oval(180, 368, 126, 26), "#D9D2C9")
    canvas.fill(oval(180, 362, 126, 25), "#FFFFFF")
    small = Shifted(canvas, 0.66, -76, 48)
    breads._croissant(small)
    canvas.stroke(oval(432, 296, 26, 30, start=260, end=460), 14, "#B55F33")
    cup = [(308, 232), (434, 232), *oval(396, 350, 34, 26, start=0, end=90),
           *oval(346, 350, 34, 26, start=90, end=180)]  # fmt: skip
    canvas.fill(cup, "#D77A4A")
    with canvas.clip(cup):
        canvas.fill(box(396, 220, 450, 390), "#B55F33")
    canvas.fill(oval(371, 232, 63, 17), "#F3E6DA")
    canvas.fill(oval(371, 234, 54, 12), "#6B3F22")
    for x in (350, 390):
        curl = smooth((x, 204), (x + 11, 182), (x - 7, 160), (x + 5, 136), closed=False)
        canvas.stroke(curl, 8, "#FFFFFF")
    return canvas


class Shifted:
    """A canvas on which everything appears smaller and elsewhere."""

    def __init__(self, canvas, scale, dx, dy):
        self._canvas, self._scale, self._by = canvas, scale, (dx, dy)

    def _at(self, points):
        dx, dy = self._by
        return [
            ((x - 256) * self._scale + 256 + dx, (y - 256) * self._scale + 256 + dy)
            for x, y in points
        ]

    def fill(self, points, colour):
        """Fill a shape, see ``Canvas``."""
        self._canvas.fill(self._at(points), colour)

    def stroke(self, points, width, colour):
        """Draw a line, see ``Canvas``."""
        self._canvas.stroke(self._at(points), width * self._scale, colour)

    def shade(self, points, base, dark, light=None, depth=16):
        """Fill a lit shape, see ``Canvas``."""
        depth *= self._scale
        self._canvas.shade(self._at(points), base, dark, light, depth)

    def clip(self, points):
        """Clip to a shape, see ``Canvas``."""
        return self._canvas.clip(self._at(points))


def lilin_angka():
    """Two number candles, one burning."""
    canvas = ground(**breads.PINK, y=424, rx=150, lift=10)
    for x, strokes, colour, dark in (
        (186, [(150, 214), (196, 176), (196, 330)], "#F06C8A", "#C94A69"),
        (318, None, "#4FB3CF", "#3491AD"),
    ):
        canvas.stroke([(x + 2, 340), (x + 2, 424)], 10, "#E8D9C4")
        canvas.stroke([(x + 4, 150), (x + 4, 178)], 5, "#5B4636")
        if strokes:
            canvas.stroke(move(strokes, 5, 6), 46, dark)
            canvas.stroke(strokes, 46, colour)
            canvas.stroke(move(strokes[1:], -12, 6), 7, "#FFB3C4")
        else:
            curve = [
                *oval(318, 218, 42, 42, start=190, end=390),
                (274, 332),
                (366, 332),
            ]
            canvas.stroke(move(curve, 5, 6), 44, dark)
            canvas.stroke(curve, 44, colour)
            canvas.stroke(oval(312, 214, 46, 46, start=215, end=275), 7, "#A6DDEC")
        flame = smooth((x + 4, 84), (x + 22, 122), (x + 4, 150), (x - 14, 122))
        canvas.fill(flame, "#FF9F1C")
        canvas.fill(oval(x + 4, 130, 9, 14), "#FFE66D")
    return canvas


def sun(canvas, cx, cy, r, colour):
    """Draw the rising sun of the brand."""
    canvas.fill(oval(cx, cy, r * 0.5, r * 0.5, start=180, end=360), colour)
    for angle in range(190, 351, 32):
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        canvas.stroke(
            [(cx + r * 0.66 * c, cy + r * 0.66 * s), (cx + r * c, cy + r * s)],
            r * 0.14,
            colour,
        )


def _ear(canvas, sign, colour):
    """Draw an ear of wheat that bends outwards."""
    stem = smooth((256, 372), (256 + sign * 70, 350), (256 + sign * 122, 296),
                  (256 + sign * 146, 226), closed=False)  # fmt: skip
    canvas.stroke(stem, 7, colour)
    for step in range(10, len(stem) - 2, 8):
        x, y = stem[step]
        lean = math.degrees(math.atan2(stem[step + 1][1] - y, stem[step + 1][0] - x))
        for side in (-34, 34):
            grain = cushion(x + 20, y, 19, 8, 1.8)
            canvas.fill(turn(grain, lean + side, x, y), colour)


def logo():
    """The brand: a sun rising over a loaf between two ears of wheat."""
    canvas = Canvas("#FFFFFF")
    brown = "#8C4A1F"
    sun(canvas, 256, 236, 150, GOLD)
    for sign in (-1, 1):
        _ear(canvas, sign, brown)
    loaf = smooth((156, 330), (150, 270), (190, 232), (256, 220), (322, 232),
                  (362, 270), (356, 330), (256, 342))  # fmt: skip
    canvas.fill(loaf, "#FFFFFF")
    inner = smooth((170, 322), (164, 276), (198, 244), (256, 234), (314, 244),
                   (348, 276), (342, 322), (256, 332))  # fmt: skip
    canvas.fill(inner, brown)
    for x in (208, 252, 296):
        canvas.stroke([(x - 8, 300), (x + 18, 262)], 11, "#FFFFFF")
    font = ImageFont.load_default(62 * OVERSAMPLING)
    middle = (256 * OVERSAMPLING, 430 * OVERSAMPLING)
    canvas.draw.text(middle, "Lumbung Fajar", brown, font, anchor="mm")
    return canvas
