"""What is poured: coffee, chocolate, tea and water."""

import math

from breads import ground
from canvas import box, cushion, move, oval, smooth, turn

SAND = {"background": "#F5EBE0", "halo": "#E6D3BF", "shadow": "#C9AF94"}
SKY = {"background": "#E6F1F6", "halo": "#C9E0EB", "shadow": "#9FC0D0"}
LIME = {"background": "#F3F6DF", "halo": "#E3EAB8", "shadow": "#C0CB8B"}


def _glass(top=150, bottom=420, wide=92, narrow=68):
    """Outline of a tumbler."""
    return smooth_corners(
        256 - wide, 256 + wide, 256 - narrow, 256 + narrow, top, bottom
    )


def smooth_corners(x0, x1, x2, x3, top, bottom):
    """Return a tumbler that narrows downwards, its lower corners rounded."""
    return [(x0, top), (x1, top), *oval(x3 - 18, bottom - 18, 18, 18, start=0, end=90),
            *oval(x2 + 18, bottom - 18, 18, 18, start=90, end=180)]  # fmt: skip


def _iced(colours, **look):
    """Draw a glass of layers from the top down, with ice and a straw."""
    canvas = ground(**look, y=424, rx=104, lift=2)
    glass = _glass()
    canvas.stroke([(286, 190), (322, 66), (352, 56)], 15, "#D9534F")
    canvas.stroke([(288, 170), (320, 66)], 5, "#F4A09C")
    canvas.fill(glass, "#FFFFFF")
    inside = _glass(176, 412, 84, 61)
    with canvas.clip(inside):
        for (y, colour), (end, _next) in zip(
            colours, [*colours[1:], (440, None)], strict=True
        ):
            canvas.fill(box(150, y, 362, end), colour)
            canvas.fill(smooth((150, y), (200, y - 9), (256, y + 6), (312, y - 7),
                               (362, y), (362, y + 30), (150, y + 30)), colour)  # fmt: skip
    for x, y, angle in ((214, 204, 14), (282, 218, -18), (236, 262, -8)):
        cube = turn(box(x - 29, y - 27, x + 29, y + 27, 9), angle, x, y)
        with canvas.clip(inside):
            canvas.fill(cube, _mix(colours[0][1], "#FFFFFF", 0.55))
            canvas.fill(move(cube, 7, 8), _mix(colours[0][1], "#FFFFFF", 0.36))
    canvas.stroke([(192, 206), (204, 372)], 9, "#FFFFFF")
    canvas.stroke([*glass, glass[0]], 6, "#D8E2E6")
    return canvas


def _mix(one, two, share):
    """Return the colour between two, ``share`` of the way to the second."""
    pairs = [(int(one[i : i + 2], 16), int(two[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def kopi_susu():
    """Iced milk coffee over palm sugar."""
    return _iced(
        [(186, "#8B5A36"), (246, "#B98557"), (300, "#E8CBA6"), (378, "#5A2F16")], **SAND
    )


def teh_manis():
    """Iced sweet tea."""
    canvas = _iced([(186, "#C9702A"), (300, "#B85F20"), (380, "#A65119")], **LIME)
    leaf = smooth((330, 300), (372, 262), (420, 262), (404, 306), (362, 326))
    canvas.shade(leaf, "#6DA34D", "#4E7F35", None, 7)
    canvas.stroke(
        smooth((338, 306), (372, 288), (410, 270), closed=False), 4, "#A5CF85"
    )
    return canvas


def lemon(canvas, cx, cy, r):
    """Draw a slice of lemon."""
    canvas.fill(oval(cx, cy, r, r), "#F2C318")
    canvas.fill(oval(cx, cy, r * 0.88, r * 0.88), "#FFF7CF")
    for step in range(8):
        a, b = step * 45 + 5, step * 45 + 40
        wedge = [(cx, cy), *oval(cx, cy, r * 0.78, r * 0.78, start=a, end=b)]
        canvas.fill(wedge, "#FFDE4D")


def teh_lemon():
    """Iced tea with lemon."""
    canvas = _iced([(186, "#E3A23C"), (300, "#D9902B"), (384, "#C97D1F")], **LIME)
    lemon(canvas, 168, 164, 50)
    lemon(canvas, 286, 336, 38)
    return canvas


def _steam(canvas, colour, y=120):
    for x in (206, 256, 306):
        curl = smooth((x, y + 62), (x + 14, y + 40), (x - 8, y + 14), (x + 6, y - 12),
                      closed=False)  # fmt: skip
        canvas.stroke(curl, 9, colour)


def _cup(canvas, cup, cup_dark, liquid, rim="#FFFFFF"):
    """Draw a cup on its saucer."""
    canvas.fill(oval(256, 402, 172, 30), "#CDBDAE")
    canvas.fill(oval(256, 394, 172, 29), "#FFFFFF")
    canvas.fill(oval(256, 394, 120, 17), "#EFE7DE")
    canvas.stroke(oval(392, 284, 44, 42, start=250, end=470), 22, cup_dark)
    bowl = [(116, 226), *oval(256, 232, 140, 164, start=180, end=0)]
    canvas.fill(bowl, cup)
    with canvas.clip(bowl):
        shade = smooth((330, 200), (420, 220), (390, 340), (300, 410), (256, 410),
                       (336, 330))  # fmt: skip
        canvas.fill(shade, cup_dark)
    canvas.fill(oval(256, 230, 140, 40), rim)
    canvas.fill(oval(256, 234, 127, 33), liquid)


def kopi_hitam():
    """Black coffee in a white cup."""
    canvas = ground(**SAND, y=412, rx=176, lift=18)
    _steam(canvas, "#FFFFFF")
    _cup(canvas, "#FFFFFF", "#E4D8CC", "#3B2216")
    canvas.stroke(oval(256, 236, 98, 22, start=190, end=262), 6, "#6B4430")
    return canvas


def cappuccino():
    """Cappuccino with a leaf in its foam."""
    canvas = ground(**SAND, y=412, rx=176, lift=18)
    _cup(canvas, "#D77A4A", "#B55F33", "#A9683A", "#F3E6DA")
    canvas.fill(oval(256, 236, 106, 25), "#C98A58")
    for width, y in ((58, 222), (72, 232), (60, 243)):
        canvas.stroke(oval(256, y, width, 9, start=180, end=0), 8, "#FFF4E3")
    canvas.stroke([(256, 214), (256, 256)], 6, "#FFF4E3")
    _steam(canvas, "#FFFFFF", 108)
    return canvas


def cokelat_panas():
    """Hot chocolate in a mug, with marshmallows."""
    canvas = ground(**SAND, y=412, rx=150, lift=18)
    canvas.stroke(oval(372, 300, 52, 60, start=270, end=450), 24, "#A93A3A")
    mug = box(136, 206, 372, 408, 36)
    canvas.shade(mug, "#C94C4C", "#A93A3A", None, 14)
    for x in (186, 254, 322):
        heart = smooth((x, 328), (x - 22, 304), (x - 12, 288), (x, 298), (x + 12, 288),
                       (x + 22, 304))  # fmt: skip
        canvas.fill(heart, "#F3C9C0")
    canvas.fill(oval(254, 212, 118, 34), "#F6E6DA")
    canvas.fill(oval(254, 215, 106, 27), "#5B3421")
    for x, y, angle in ((208, 206, -12), (258, 218, 10), (300, 204, 22), (246, 192, 0)):
        puff = turn(box(x - 24, y - 19, x + 24, y + 17, 10), angle, x, y)
        canvas.shade(puff, "#FFFFFF", "#E9D9D2", None, 6)
    _steam(canvas, "#FFFFFF", 84)
    return canvas


def air_botol():
    """Bottle of mineral water."""
    canvas = ground(**SKY, y=436, rx=92, lift=2)
    canvas.fill(box(226, 66, 286, 108, 8), "#2C7DA0")
    canvas.fill(box(226, 66, 262, 108, 8), "#3E93B8")
    bottle = smooth(
        (232, 112), (280, 112), (290, 148), (326, 186), (330, 240), (322, 284),
        (330, 330), (330, 410), (312, 432), (256, 434), (200, 432), (182, 410),
        (182, 330), (190, 284), (182, 240), (186, 186), (222, 148),
    )  # fmt: skip
    canvas.shade(bottle, "#BFE3F2", "#8CC7E0", "#E9F7FC", 13)
    with canvas.clip(bottle):
        canvas.fill(box(170, 246, 342, 342), "#2C7DA0")
        canvas.fill(box(170, 252, 342, 336), "#FFFFFF")
        wave = smooth((160, 306), (212, 290), (256, 306), (300, 320), (352, 300),
                      (352, 340), (160, 340))  # fmt: skip
        canvas.fill(wave, "#61B4D6")
    drop = smooth((256, 262), (272, 286), (256, 302), (240, 286))
    canvas.fill(drop, "#2C7DA0")
    for y in (366, 390):
        canvas.stroke(oval(256, y, 62, 8, start=160, end=20), 4, "#8CC7E0")
    canvas.stroke([(206, 196), (202, 234)], 8, "#FFFFFF")
    return canvas


def bubbles(canvas, cx, cy, count, colour):
    """Draw a ring of small bubbles."""
    for step in range(count):
        angle = 2 * math.pi * step / count
        canvas.fill(cushion(cx + 40 * math.cos(angle), cy + 12 * math.sin(angle), 5, 4),
                    colour)  # fmt: skip
