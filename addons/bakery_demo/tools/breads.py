"""Bread, croissants and doughnuts."""

import math
import random

from canvas import Canvas, box, cushion, move, oval, smooth, turn

CRUST, CRUST_DARK, CRUST_LIGHT = "#D98E3F", "#B86B26", "#EBB067"
CRUMB, CRUMB_DARK = "#FBE7BF", "#F1D29A"
CHOCOLATE, CHOCOLATE_DARK, CHOCOLATE_LIGHT = "#5B3421", "#412415", "#7A4A30"
CHEESE, CHEESE_DARK = "#FFC93C", "#F0A81E"
FLOUR = "#FFFDF8"


def ground(
    background="#FDF1DC", halo="#F9E2B8", shadow="#E7C78F", y=396, rx=158, lift=44
):
    """Return a canvas with a halo and the shadow of the subject."""
    canvas = Canvas(background, halo, zoom=1.1, lift=lift)
    canvas.shadow(256, y, rx, 22, shadow)
    return canvas


def _loaf_face(x, y, w, h):
    """Outline of a slice of tin loaf whose lower left corner is (x, y)."""
    return smooth(
        (x + 8, y),
        (x + 10, y - h * 0.45),
        (x - 6, y - h * 0.66),
        (x + w * 0.1, y - h * 0.92),
        (x + w * 0.5, y - h),
        (x + w * 0.9, y - h * 0.92),
        (x + w + 6, y - h * 0.66),
        (x + w - 10, y - h * 0.45),
        (x + w - 8, y),
        (x + w * 0.5, y + 4),
    )


def _slice(canvas, x, y, w, h, crust, crumb):
    canvas.fill(_loaf_face(x, y, w, h), crust)
    canvas.fill(_loaf_face(x + 11, y - 10, w - 22, h - 21), crumb)


def _loaf(crust, crust_dark, crust_light, crumb, crumb_dark, seeds):
    canvas = ground()
    face = _loaf_face(132, 384, 176, 202)
    for step in range(110, -1, -2):
        tone = crust_dark if step > 100 else crust
        canvas.fill(move(face, step, -step * 0.28), tone)
    for step in (34, 62, 90):
        canvas.stroke(
            [(222 + step, 196 - step * 0.28), (252 + step, 190 - step * 0.28)],
            7,
            crust_light,
        )
    _slice(canvas, 132, 384, 176, 202, crust_dark, crumb)
    _slice(canvas, 82, 398, 176, 198, crust, crumb_dark)
    _slice(canvas, 74, 402, 176, 198, crust_dark, crumb)
    chance = random.Random(7)
    for _seed in range(seeds[0]):
        x, y = chance.uniform(104, 222), chance.uniform(240, 384)
        canvas.fill(oval(x, y, 5, 2.6, chance.uniform(0, 180)), seeds[1])
    return canvas


def tawar_putih():
    """White tin loaf, two slices cut."""
    return _loaf(CRUST, CRUST_DARK, CRUST_LIGHT, CRUMB, CRUMB_DARK, (14, CRUMB_DARK))


def tawar_gandum():
    """Wholemeal tin loaf with seeds."""
    return _loaf("#A9683A", "#7F4A25", "#C58A58", "#DDB584", "#C99C66", (46, "#8A5730"))


def _sprinkle(canvas, shape, count, colours, size=9, seed=3, width=4):
    """Scatter short strokes inside a shape."""
    chance = random.Random(seed)
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    with canvas.clip(shape):
        for _piece in range(count):
            x, y = chance.uniform(min(xs), max(xs)), chance.uniform(min(ys), max(ys))
            angle = chance.uniform(0, math.pi)
            dx, dy = size * math.cos(angle), size * math.sin(angle)
            canvas.stroke([(x, y), (x + dx, y + dy)], width, chance.choice(colours))


def sobek_cokelat():
    """Pull-apart bread of six buns with a chocolate heart."""
    canvas = ground(rx=186)
    canvas.fill(box(78, 300, 434, 402, 26), "#8A5730")
    canvas.fill(box(78, 296, 434, 384, 26), "#A9683A")
    for row, y in enumerate((236, 308)):
        for column in range(3):
            bun = cushion(148 + column * 108, y + row * 8, 62, 58, 2.6)
            canvas.shade(bun, CRUST, CRUST_DARK, CRUST_LIGHT, 14)
            top = cushion(146 + column * 108, y - 8 + row * 8, 34, 26, 2.4)
            canvas.fill(top, CHOCOLATE)
            _sprinkle(
                canvas, top, 16, [CHOCOLATE_LIGHT, "#8F5C3C"], 7, row * 3 + column
            )
    return canvas


def _bun(rx=150, ry=112, power=2.5, cy=290):
    canvas = ground(rx=rx + 16)
    bun = cushion(256, cy, rx, ry, power)
    canvas.shade(bun, CRUST, CRUST_DARK, None, 24)
    canvas.fill(cushion(240, cy - 16, rx * 0.82, ry * 0.76, power), CRUST_LIGHT)
    canvas.fill(cushion(246, cy - 8, rx * 0.8, ry * 0.74, power), CRUST)
    return canvas


def _zigzag(left, right, y, height, teeth):
    return [
        (left + (right - left) * i / teeth, y + (height if i % 2 else -height))
        for i in range(teeth + 1)
    ]


def manis_cokelat():
    """Round sweet bun with a chocolate swirl and sprinkles."""
    canvas = _bun()
    spiral = []
    for step in range(240):
        angle, radius = step * 0.088, 8 + step * 0.36
        spiral.append(
            (
                252 + radius * 1.18 * math.cos(angle),
                278 + radius * 0.8 * math.sin(angle),
            )
        )
    canvas.stroke(spiral, 19, CHOCOLATE_DARK)
    canvas.stroke(move(spiral, -2, -3), 13, CHOCOLATE)
    canvas.stroke(move(spiral[40:90], -3, -5), 3.5, CHOCOLATE_LIGHT)
    canvas.stroke(move(spiral[150:180], -3, -5), 3.5, CHOCOLATE_LIGHT)
    return canvas


def manis_keju():
    """Round sweet bun under a heap of grated cheese."""
    canvas = _bun()
    heap = cushion(252, 262, 108, 66, 2.2)
    canvas.fill(move(heap, 3, 7), CRUST_DARK)
    canvas.fill(heap, CHEESE_DARK)
    _sprinkle(canvas, heap, 170, [CHEESE, "#FFDA70", "#FFE79A"], 26, 5, 7)
    chance = random.Random(9)
    for _shred in range(12):
        x, y = chance.uniform(140, 350), chance.uniform(296, 344)
        canvas.stroke([(x, y), (x + 20, y + chance.uniform(-9, 9))], 6, CHEESE)
    return canvas


def manis_abon():
    """Long savoury bun covered with chicken floss."""
    canvas = _bun(176, 88, 2.3, 306)
    heap = smooth(
        (108, 290), (140, 244), (200, 226), (256, 214), (316, 226), (372, 246),
        (404, 292), (340, 318), (256, 324), (170, 318),
    )  # fmt: skip
    canvas.fill(heap, "#A65E1F")
    _sprinkle(canvas, heap, 520, ["#C9792B", "#DB9240", "#B96A22", "#EBAE60"], 15, 4, 3)
    canvas.stroke(_zigzag(140, 376, 270, 15, 8), 9, "#FFF3CC")
    return canvas


def manis_sosis():
    """Long bun with a sausage, mayonnaise and mustard."""
    canvas = _bun(178, 92, 2.4, 306)
    canvas.fill(cushion(256, 282, 136, 40, 2.6), CRUMB)
    sausage = box(92, 240, 420, 298, 29)
    canvas.shade(sausage, "#D9572F", "#A93A1C", "#EE7B50", 13)
    for x in range(136, 400, 44):
        canvas.stroke([(x, 252), (x - 16, 286)], 4.5, "#A93A1C")
    canvas.stroke(smooth(*_zigzag(112, 400, 266, 15, 9), closed=False), 9, "#FFE08A")
    return canvas


def manis_pisang():
    """Bun topped with banana slices and chocolate sprinkles."""
    canvas = _bun(166, 104, 2.4, 296)
    _sprinkle(canvas, cushion(252, 270, 130, 66, 2.3), 70, [CHOCOLATE], 14, 5, 6)
    for x, y in ((176, 276), (252, 246), (330, 274), (254, 310)):
        canvas.fill(oval(x + 2, y + 6, 43, 36), CRUST_DARK)
        canvas.fill(oval(x, y, 43, 36), "#F5D04A")
        canvas.fill(oval(x, y, 36, 29), "#FFF1B0")
        for turn_ in (90, 210, 330):
            seed = oval(x + 11, y, 7, 3)
            canvas.fill(turn(seed, turn_, x, y), "#B98A2C")
    return canvas


def _croissant(canvas):
    """Draw a crescent of seven rolls and return their outlines, back to front."""
    parts = [
        ((98, 366), (34, 26), 58), ((414, 366), (34, 26), -58),
        ((132, 308), (52, 46), 40), ((380, 308), (52, 46), -40),
        ((184, 258), (58, 62), 18), ((328, 258), (58, 62), -18),
        ((256, 240), (58, 76), 0),
    ]  # fmt: skip
    shapes = []
    for (cx, cy), (rx, ry), angle in parts:
        shape = cushion(cx, cy, rx, ry, 2.5, angle)
        canvas.fill(cushion(cx, cy + 3, rx + 5, ry + 4, 2.5, angle), "#96541B")
        canvas.shade(shape, "#DF9440", "#BC6E26", "#F2B866", 15)
        if rx > 40:
            with canvas.clip(shape):
                for offset in (-0.1, 0.34):
                    curve = oval(
                        cx + rx * offset, cy, rx * 0.32, ry * 1.02, angle, 280, 440
                    )
                    canvas.stroke(curve, 4.5, "#C97A2E")
        shapes.append(shape)
    return shapes


def croissant():
    """Plain butter croissant."""
    canvas = ground(y=392, rx=178)
    _croissant(canvas)
    return canvas


def croissant_almon():
    """Croissant with flaked almonds and icing sugar."""
    canvas = ground(y=392, rx=178)
    shapes = _croissant(canvas)
    chance = random.Random(11)
    for shape in shapes[2:]:
        cx = sum(p[0] for p in shape) / len(shape)
        cy = sum(p[1] for p in shape) / len(shape)
        for _flake in range(4):
            x, y = cx + chance.uniform(-34, 30), cy + chance.uniform(-42, 18)
            flake = cushion(x, y, 15, 9, 1.8, chance.uniform(0, 180))
            canvas.fill(move(flake, 2, 3), "#B06B28")
            canvas.fill(flake, "#FFEBC4")
            canvas.stroke([(x - 4, y - 2), (x + 4, y + 2)], 2, "#E2B878")
        for _dust in range(10):
            x, y = cx + chance.uniform(-44, 40), cy + chance.uniform(-50, 24)
            canvas.fill(oval(x, y, 2.6, 2.6), FLOUR)
    return canvas


def croissant_cokelat():
    """Square chocolate croissant, two chocolate bars showing at the ends."""
    canvas = ground(rx=186)
    for y in (254, 320):
        canvas.fill(box(52, y, 460, y + 44, 14), CHOCOLATE_DARK)
        canvas.fill(box(52, y, 460, y + 30, 14), CHOCOLATE)
    body = smooth(
        (96, 236), (176, 212), (256, 206), (336, 212), (416, 236), (428, 310),
        (414, 380), (336, 394), (256, 398), (176, 394), (98, 380), (84, 310),
    )  # fmt: skip
    canvas.fill(body, "#96541B")
    canvas.shade(smooth(*body[::16]), "#DF9440", "#BC6E26", "#F2B866", 20)
    with canvas.clip(body):
        for x in range(120, 480, 62):
            fold = [(x, 190), (x - 22, 270), (x - 18, 340), (x - 44, 420)]
            canvas.stroke(smooth(*fold, closed=False), 6, "#C4752A")
            canvas.stroke(smooth(*move(fold, 8, 0), closed=False), 4, "#F2B866")
        for x in range(128, 420, 46):
            canvas.stroke([(x, 258), (x + 34, 286)], 9, CHOCOLATE)
    return canvas


def ring(canvas, cx, cy, r, glaze, glaze_dark, glaze_light, background):
    """Draw a glazed doughnut of radius ``r`` and return the outline of the glaze."""
    canvas.shade(oval(cx, cy, r, r * 0.94), "#D98E3F", "#AE6A28", None, r * 0.1)
    wave = []
    for step in range(72):
        angle = 2 * math.pi * step / 72
        radius = r * (0.86 + 0.05 * math.sin(angle * 7 + 0.6))
        wave.append(
            (
                cx + radius * math.cos(angle),
                cy - r * 0.03 + radius * 0.93 * math.sin(angle),
            )
        )
    canvas.shade(wave, glaze, glaze_dark, None, r * 0.09)
    shine = oval(cx, cy - r * 0.03, r * 0.64, r * 0.6, start=195, end=275)
    canvas.stroke(shine, r * 0.07, glaze_light)
    canvas.fill(oval(cx, cy, r * 0.33, r * 0.31), glaze_dark)
    canvas.fill(oval(cx + r * 0.02, cy + r * 0.05, r * 0.29, r * 0.26), "#AE6A28")
    canvas.fill(oval(cx + r * 0.03, cy + r * 0.07, r * 0.26, r * 0.22), background)
    return wave


def _between(chance, cx, cy, r, low=0.44, high=0.76):
    angle, radius = chance.uniform(0, 2 * math.pi), r * chance.uniform(low, high)
    return cx + radius * math.cos(angle), cy + radius * 0.93 * math.sin(angle)


def dust(canvas, cx, cy, r, count=110):
    """Powder a doughnut with icing sugar."""
    chance = random.Random(4)
    for _grain in range(count):
        x, y = _between(chance, cx, cy, r, 0.4, 0.9)
        size = chance.uniform(1.6, 4.2) * r / 150
        canvas.fill(oval(x, y, size, size), chance.choice((FLOUR, "#F3E4CE")))


def hail(canvas, cx, cy, r, colours, count=46, size=14, width=6):
    """Strew short sticks over the glaze of a doughnut."""
    chance = random.Random(6)
    for _stick in range(count):
        x, y = _between(chance, cx, cy, r)
        angle, length = chance.uniform(0, math.pi), size * r / 150
        dx, dy = length * math.cos(angle), length * math.sin(angle)
        canvas.stroke([(x, y), (x + dx, y + dy)], width * r / 150,
                      chance.choice(colours))  # fmt: skip


PINK = {"background": "#FCE9E6", "halo": "#F8D3CC", "shadow": "#E3AFA4"}


def donat_gula():
    """Doughnut with icing sugar."""
    canvas = ground(**PINK, y=420, rx=130, lift=16)
    ring(canvas, 256, 268, 150, "#FBEFDD", "#E6D0B0", FLOUR, "#F8D3CC")
    dust(canvas, 256, 268, 150)
    return canvas


def donat_cokelat():
    """Doughnut with chocolate glaze and sprinkles."""
    canvas = ground(**PINK, y=420, rx=130, lift=16)
    ring(canvas, 256, 268, 150, CHOCOLATE, CHOCOLATE_DARK, CHOCOLATE_LIGHT, "#F8D3CC")
    hail(canvas, 256, 268, 150, ["#F9C6D0", "#FFE08A", "#BFE3C0", "#FFFFFF"])
    return canvas


def donat_keju():
    """Doughnut with butter cream and grated cheese."""
    canvas = ground(**PINK, y=420, rx=130, lift=16)
    ring(canvas, 256, 268, 150, "#FFE7A6", "#EFC766", "#FFF6D8", "#F8D3CC")
    hail(canvas, 256, 268, 150, [CHEESE, CHEESE_DARK, "#FFD966"], 90, 26, 7)
    return canvas
