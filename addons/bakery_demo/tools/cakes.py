"""Cakes, tarts and jars of cookies."""

import math
import random

from breads import CHOCOLATE, CHOCOLATE_DARK, CHOCOLATE_LIGHT, FLOUR, ground
from canvas import box, cushion, move, oval, smooth, turn

ROSE = {"background": "#FDEBEA", "halo": "#F9D5D3", "shadow": "#E2AFAB"}
GREEN = {"background": "#EEF5E4", "halo": "#D9EAC3", "shadow": "#B4CC95"}
MINT = {"background": "#E9F3EF", "halo": "#CFE6DC", "shadow": "#A5C8B8"}


def strawberry(canvas, cx, cy, r):
    """Draw a whole strawberry, tip down."""
    body = smooth(
        (cx - r, cy - r * 0.4), (cx - r * 0.5, cy - r * 0.9), (cx, cy - r * 0.75),
        (cx + r * 0.5, cy - r * 0.9), (cx + r, cy - r * 0.4), (cx + r * 0.6, cy + r * 0.6),
        (cx, cy + r * 1.15), (cx - r * 0.6, cy + r * 0.6),
    )  # fmt: skip
    canvas.shade(body, "#E5383B", "#B3202A", "#F4696B", r * 0.22)
    for dx, dy in ((-0.45, -0.1), (0.05, 0.1), (0.5, -0.1), (-0.2, 0.5), (0.3, 0.5)):
        canvas.fill(oval(cx + dx * r, cy + dy * r, r * 0.07, r * 0.11), "#FFE3A3")
    for angle in (-150, -115, -90, -65, -30):
        leaf = cushion(cx + r * 0.36, cy - r * 0.72, r * 0.4, r * 0.15, 1.7)
        canvas.fill(turn(leaf, angle + 90 - 90, cx, cy - r * 0.72), "#5B9E4D")


def _drum(canvas, cx, top, rx, ry, height, side, side_dark, lid):
    """Draw an upright cylinder and return the outline of its side."""
    wall = [(cx - rx, top), *oval(cx, top + height, rx, ry, start=180, end=0),
            (cx + rx, top)]  # fmt: skip
    canvas.fill(wall, side)
    with canvas.clip(wall):
        canvas.fill(box(cx + rx * 0.5, top - ry, cx + rx, top + height + ry), side_dark)
    canvas.fill(oval(cx, top, rx, ry), lid)
    return wall


def _drip(canvas, cx, top, rx, ry, colour, length=34):
    """Let icing run down the side of a drum."""
    canvas.fill(oval(cx, top, rx + 2, ry + 2), colour)
    chance = random.Random(8)
    for step in range(15):
        angle = math.pi * (step + 0.5) / 15
        x, y = cx + (rx - 3) * math.cos(angle), top + ry * math.sin(angle) - 4
        canvas.stroke([(x, y), (x, y + length * chance.uniform(0.4, 1.1))], 21, colour)


def _candle(canvas, x, y, colour):
    canvas.fill(box(x - 6, y - 62, x + 6, y, 3), colour)
    for step in range(3):
        stripe = [(x - 6, y - 10 - step * 20), (x + 6, y - 18 - step * 20)]
        canvas.stroke(stripe, 4, "#FFFFFF")
    flame = smooth((x, y - 104), (x + 11, y - 80), (x, y - 66), (x - 11, y - 80))
    canvas.fill(flame, "#FF9F1C")
    canvas.fill(oval(x, y - 77, 5, 8), "#FFE66D")


def _plate(canvas, y=398, rx=196):
    canvas.fill(oval(256, y, rx, 30), "#D9D2C9")
    canvas.fill(oval(256, y - 7, rx, 29), "#FFFFFF")
    canvas.fill(oval(256, y - 8, rx - 26, 21), "#EFEAE3")


def _cut(canvas, cx, top, rx, height, colours):
    """Cut a wedge out of the front of a drum and show its layers."""
    for sign, shift in ((-1, 0), (1, 1)):
        left, right = cx, cx + sign * rx * 0.42
        fall = 34
        for row, colour in enumerate(colours):
            y0 = top + 2 + (height + 6) * row / len(colours)
            y1 = top + 2 + (height + 6) * (row + 1) / len(colours)
            canvas.fill(
                [(left, y0), (right, y0 + fall), (right, y1 + fall), (left, y1)],
                colour[shift],
            )


def ultah_cokelat():
    """Chocolate birthday cake, a wedge cut out."""
    canvas = ground(**ROSE, y=404, rx=196, lift=30)
    _plate(canvas)
    _drum(canvas, 256, 236, 156, 42, 134, "#6E422A", "#54301D", CHOCOLATE)
    sponge, cream = ("#7F4E31", "#6A3F26"), ("#F7DFC0", "#E8C9A2")
    wedge = [(256, 250), (194, 286), (194, 412), (256, 400), (322, 412), (322, 286)]
    canvas.fill(wedge, CHOCOLATE_DARK)
    _drip(canvas, 256, 232, 156, 42, CHOCOLATE)
    canvas.fill(wedge, CHOCOLATE_DARK)
    _cut(canvas, 256, 246, 156, 112, [sponge, cream, sponge, cream, sponge])
    canvas.stroke(oval(256, 230, 130, 30, start=190, end=262), 6, CHOCOLATE_LIGHT)
    for x, y in ((138, 222), (188, 204), (324, 204), (374, 222)):
        canvas.fill(oval(x, y, 20, 15), "#F1DCC1")
        canvas.fill(oval(x - 2, y - 8, 13, 11), "#FFF3E0")
        canvas.fill(oval(x - 1, y - 17, 9, 9), "#D7263D")
    for x, colour in ((222, "#F78CA2"), (256, "#6FC3DF"), (290, "#F5C04A")):
        _candle(canvas, x, 222, colour)
    return canvas


def ultah_stroberi():
    """White birthday cake with strawberries and candles."""
    canvas = ground(**ROSE, y=404, rx=196, lift=30)
    _plate(canvas)
    _drum(canvas, 256, 240, 156, 42, 132, "#FFF6EE", "#F3DFD3", "#FFFFFF")
    for row, y in enumerate((300, 344)):
        canvas.stroke(oval(256, y, 155, 41, start=178, end=2), 12,
                      ("#F9C3C9", "#F4A5AF")[row])  # fmt: skip
    for step in range(13):
        angle = math.pi * step / 12
        x, y = 256 + 148 * math.cos(angle), 372 + 40 * math.sin(angle)
        canvas.fill(oval(x, y, 17, 14), "#F6E6DD")
        canvas.fill(oval(x - 2, y - 4, 14, 11), "#FFFFFF")
    for x, colour in ((214, "#6FC3DF"), (256, "#F5C04A"), (298, "#9ACB73")):
        _candle(canvas, x, 226, colour)
    berries = ((130, 236), (176, 254), (228, 264), (284, 264), (336, 254), (382, 236))
    for x, y in berries:
        canvas.fill(oval(x, y + 12, 26, 13), "#F3DFD3")
        strawberry(canvas, x, y - 8, 23)
    return canvas


def _fluted(cx, cy, rx, ry, waves=26, depth=0.035):
    points = []
    for step in range(208):
        angle = 2 * math.pi * step / 208
        k = 1 + depth * math.cos(angle * waves)
        points.append((cx + rx * k * math.cos(angle), cy + ry * k * math.sin(angle)))
    return points


def tart_stroberi():
    """Tartlet with strawberries, seen from above at an angle."""
    canvas = ground(**ROSE, y=392, rx=170, lift=34)
    canvas.fill(_fluted(256, 336, 158, 74), "#B4712F")
    canvas.fill(_fluted(256, 318, 166, 78), "#C98440")
    canvas.fill(_fluted(256, 296, 182, 92), "#E0A155")
    canvas.fill(oval(256, 294, 160, 76), "#B4712F")
    canvas.fill(oval(256, 300, 156, 70), "#FCE29A")
    spots = (
        (256, 236), (196, 246), (316, 246), (146, 278), (366, 278), (226, 274),
        (286, 274), (186, 312), (326, 312), (256, 318),
    )  # fmt: skip
    for x, y in spots:
        strawberry(canvas, x, y - 6, 31)
    chance = random.Random(2)
    for x, y in ((236, 226), (308, 300), (168, 262)):
        canvas.fill(cushion(x, y, 17, 8, 1.7, chance.uniform(-40, 40)), "#6DB35C")
    return canvas


def pai_susu():
    """Two flat milk pies."""
    canvas = ground(y=404, rx=180, lift=34)
    for cx, cy, r in ((310, 260, 118), (196, 316, 132)):
        canvas.fill(_fluted(cx, cy + 22, r, r * 0.62, 22), "#A9692B")
        canvas.fill(_fluted(cx, cy, r + 6, r * 0.66, 22), "#DD9B4E")
        canvas.fill(_fluted(cx, cy - 2, r - 6, r * 0.58, 22, 0.015), "#B4712F")
        custard = oval(cx, cy + 2, r - 16, r * 0.5)
        canvas.shade(custard, "#FFE08A", "#F6C85A", "#FFF0BC", 9)
        for dx, dy, size in ((-0.3, -0.1, 15), (0.2, 0.12, 20), (0.35, -0.2, 9)):
            spot = oval(cx + dx * r, cy + dy * r, size, size * 0.5)
            canvas.fill(spot, "#EBB45A")
    return canvas


def kue_keju():
    """A wedge of baked cheesecake with berry sauce."""
    canvas = ground(**ROSE, y=410, rx=186, lift=36)
    _plate(canvas, 402)
    canvas.fill([(92, 268), (404, 320), (404, 402), (92, 356)], "#FFE9A8")
    canvas.fill([(92, 334), (404, 386), (404, 406), (92, 356)], "#B87A3B")
    canvas.fill([(404, 320), (432, 230), (432, 330), (404, 402)], "#F3D183")
    canvas.fill([(404, 386), (432, 312), (432, 332), (404, 406)], "#96602B")
    top = [(92, 268), (404, 320), (432, 230), (420, 214)]
    canvas.fill([*top], "#D98E3F")
    canvas.fill([(112, 266), (402, 310), (424, 232), (414, 222)], "#E8A652")
    sauce = smooth(
        (220, 262), (272, 236), (340, 228), (392, 234), (398, 274), (380, 318),
        (374, 356), (358, 358), (350, 316), (318, 300), (308, 334), (294, 334),
        (290, 296), (250, 286),
    )  # fmt: skip
    canvas.shade(sauce, "#C2283C", "#971B2C", "#DE4F60", 8)
    strawberry(canvas, 336, 226, 36)
    return canvas


def bolu_pandan():
    """Green pandan chiffon ring with a slice in front."""
    canvas = ground(**GREEN, y=402, rx=190, lift=34)
    _plate(canvas, 398)
    wall = _drum(canvas, 256, 240, 152, 50, 124, "#A9CF6E", "#8DB853", "#C08A4A")
    with canvas.clip(wall):
        canvas.fill(box(90, 366, 430, 420), "#7FA848")
        chance = random.Random(5)
        for _hole in range(46):
            x, y = chance.uniform(110, 400), chance.uniform(262, 400)
            canvas.fill(oval(x, y, chance.uniform(2, 5), 2.4), "#93BD59")
    canvas.fill(oval(256, 238, 148, 46), "#CF9A57")
    canvas.stroke(oval(256, 238, 120, 34, start=185, end=262), 6, "#E2B67A")
    canvas.fill(oval(256, 240, 44, 15), "#8A5B28")
    canvas.fill(oval(256, 245, 38, 11), "#6E8F3C")
    leaf = smooth((296, 216), (346, 150), (424, 126), (398, 190), (338, 222))
    canvas.shade(leaf, "#5E9E46", "#437A31", None, 9)
    canvas.stroke(
        smooth((306, 212), (350, 176), (414, 136), closed=False), 4, "#89C06C"
    )
    return canvas


def _brownie(canvas, x, y, w=150, h=92):
    canvas.fill(box(x, y, x + w, y + h, 6), "#4A2A1A")
    canvas.fill([(x, y + 6), (x + 34, y - 40), (x + w + 34, y - 40), (x + w, y + 6)],
                "#7A4A30")  # fmt: skip
    canvas.fill([(x + w, y + 6), (x + w + 34, y - 40), (x + w + 34, y + h - 46),
                 (x + w, y + h - 2)], "#38200F")  # fmt: skip
    for dx, dy in ((18, 30), (62, 58), (108, 34), (40, 76), (126, 70)):
        canvas.fill(oval(x + dx, y + dy, 7, 4), "#633B25")
    for dx, dy, angle in ((42, -8, 20), (92, -24, -30), (128, -6, 50), (70, -30, 70)):
        flake = cushion(x + dx, y + dy, 15, 8, 1.8, angle)
        canvas.fill(move(flake, 2, 3), "#5A331F")
        canvas.fill(flake, "#FFE9BF")
    canvas.stroke([(x + 8, y + 2), (x + w - 10, y + 2)], 3, "#93603F")


def brownis():
    """A stack of three brownies with almonds."""
    canvas = ground(y=404, rx=186, lift=26)
    _brownie(canvas, 74, 306)
    _brownie(canvas, 254, 306)
    _brownie(canvas, 164, 206)
    return canvas


def _jar(canvas, lid, lid_dark):
    """Draw the glass of a cookie jar and return its inside."""
    glass = box(124, 176, 388, 408, 46)
    canvas.fill(glass, "#F6FBF9")
    canvas.fill(box(134, 132, 378, 182, 14), lid_dark)
    canvas.fill(box(134, 126, 378, 170, 14), lid)
    for x in range(152, 378, 24):
        canvas.stroke([(x, 134), (x, 162)], 4, lid_dark)
    return box(136, 190, 376, 398, 38)


def _label(canvas, colour):
    canvas.stroke(box(124, 176, 388, 408, 46) + [(388, 362)], 7, "#B9D6CB")
    canvas.stroke([(148, 220), (148, 344)], 9, "#FFFFFF")
    canvas.fill(oval(256, 306, 62, 50), FLOUR)
    canvas.stroke(oval(256, 306, 53, 41), 4, colour)
    for angle in range(180, 361, 30):
        x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        canvas.stroke([(256 + 24 * x, 318 + 22 * y), (256 + 35 * x, 318 + 32 * y)], 5,
                      colour)  # fmt: skip
    canvas.fill(oval(256, 318, 17, 16, start=180, end=360), colour)
    canvas.stroke([(224, 322), (288, 322)], 5, colour)


def _fill_jar(canvas, inside, draw, dx, dy):
    with canvas.clip(inside):
        for row in range(8):
            for column in range(8):
                x = 142 + column * dx + (row % 2) * dx / 2 - 12
                draw(x, 404 - row * dy)


def nastar():
    """Jar of pineapple tarts."""
    canvas = ground(**MINT, y=408, rx=160, lift=22)
    inside = _jar(canvas, "#E3A008", "#B87E05")

    def ball(x, y):
        canvas.fill(oval(x + 2, y + 4, 26, 24), "#C07A1B")
        canvas.shade(oval(x, y, 25, 23), "#F4B942", "#DB942A", "#FFD67E", 7)
        canvas.fill(oval(x, y - 9, 4, 4), "#5B3A17")

    _fill_jar(canvas, inside, ball, 46, 32)
    _label(canvas, "#B87E05")
    return canvas


def kastengel():
    """Jar of cheese sticks."""
    canvas = ground(**MINT, y=408, rx=160, lift=22)
    inside = _jar(canvas, "#C8553D", "#983A27")

    def stick(x, y):
        angle = -24 if int(x + y) % 2 else 18
        canvas.fill(
            turn(box(x - 33, y - 11, x + 37, y + 17, 6), angle, x, y), "#B5772B"
        )
        shape = turn(box(x - 35, y - 15, x + 35, y + 11, 6), angle, x, y)
        canvas.shade(shape, "#EDB65B", "#D89A3C", None, 5)
        for shift in (-18, 0, 18):
            fleck = [(x + shift - 5, y - 4), (x + shift + 5, y - 1)]
            canvas.stroke(turn(fleck, angle, x, y), 4, "#FFE2A0")

    _fill_jar(canvas, inside, stick, 62, 31)
    _label(canvas, "#983A27")
    return canvas


def putri_salju():
    """Jar of sugared crescents."""
    canvas = ground(**MINT, y=408, rx=160, lift=22)
    inside = _jar(canvas, "#6D8EA0", "#4C6B7C")

    def crescent(x, y):
        outer = oval(x, y, 27, 25, start=150, end=390)
        inner = oval(x, y + 7, 15, 12, start=390, end=150)
        canvas.fill(move(outer + inner, 2, 4), "#C9B79C")
        canvas.fill(outer + inner, "#FFFDF8")
        canvas.stroke(oval(x, y + 1, 20, 18, start=185, end=250), 4, "#EADFCB")

    with canvas.clip(inside):
        canvas.fill(inside, "#E7D9C2")
    _fill_jar(canvas, inside, crescent, 50, 31)
    _label(canvas, "#4C6B7C")
    return canvas
