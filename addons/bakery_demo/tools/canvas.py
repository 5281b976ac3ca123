"""Flat drawing on Pillow: smooth shapes, clipping and soft shading.

All coordinates are on a square of 512 units, whatever the size of the picture.
"""

import math
from contextlib import contextmanager

from PIL import Image, ImageDraw

SIZE = 512
OVERSAMPLING = 3


def oval(cx, cy, rx, ry, angle=0, start=0, end=360):
    """Return the points of an ellipse, or of its part between two angles."""
    steps = 96
    points = [
        (
            cx + rx * math.cos(math.radians(start + (end - start) * step / steps)),
            cy + ry * math.sin(math.radians(start + (end - start) * step / steps)),
        )
        for step in range(steps + 1)
    ]
    return turn(points, angle, cx, cy)


def cushion(cx, cy, rx, ry, power=3.0, angle=0):
    """Return a superellipse: 2 is an ellipse, more is squarer, like a bun."""
    points = []
    for step in range(120):
        t = 2 * math.pi * step / 120
        c, s = math.cos(t), math.sin(t)
        points.append(
            (
                cx + rx * math.copysign(abs(c) ** (2 / power), c),
                cy + ry * math.copysign(abs(s) ** (2 / power), s),
            )
        )
    return turn(points, angle, cx, cy)


def box(x0, y0, x1, y1, radius=0):
    """Return a rectangle with rounded corners."""
    if not radius:
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    corners = (
        (x1 - radius, y1 - radius, 0),
        (x0 + radius, y1 - radius, 90),
        (x0 + radius, y0 + radius, 180),
        (x1 - radius, y0 + radius, 270),
    )
    points = []
    for cx, cy, start in corners:
        points += oval(cx, cy, radius, radius, start=start, end=start + 90)
    return points


def smooth(*knots, closed=True):
    """Return a curve through the knots (Catmull-Rom)."""
    count = len(knots)
    points = []
    for i in range(count if closed else count - 1):
        near = [
            knots[(i + k) % count if closed else min(max(i + k, 0), count - 1)]
            for k in (-1, 0, 1, 2)
        ]
        points += [_spline(near, step / 16) for step in range(16)]
    if not closed:
        points.append(knots[-1])
    return points


def _spline(knots, t):
    weights = (
        (-t + 2 * t**2 - t**3) / 2,
        (2 - 5 * t**2 + 3 * t**3) / 2,
        (t + 4 * t**2 - 3 * t**3) / 2,
        (-(t**2) + t**3) / 2,
    )
    return tuple(
        sum(w * knot[axis] for w, knot in zip(weights, knots, strict=True))
        for axis in (0, 1)
    )


def turn(points, angle, cx, cy):
    """Return the points turned by ``angle`` degrees about (cx, cy)."""
    if not angle:
        return points
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [
        (cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c)
        for x, y in points
    ]


def move(points, dx, dy):
    """Return the points moved by (dx, dy)."""
    return [(x + dx, y + dy) for x, y in points]


class Canvas:
    """A picture under construction.

    :param background: colour of the ground.
    :param halo: colour of the disc behind the subject, if any.
    :param zoom: enlargement of the subject about the centre.
    :param lift: how far to raise the subject.
    """

    def __init__(self, background, halo=None, zoom=1.0, lift=0):
        side = SIZE * OVERSAMPLING
        self.image = Image.new("RGB", (side, side), background)
        self.draw = ImageDraw.Draw(self.image)
        self.zoom, self.lift = 1.0, 0
        if halo:
            self.fill(oval(256, 256, 226, 226), halo)
        self.zoom, self.lift = zoom, lift

    def _scaled(self, points):
        return [
            (
                ((x - 256) * self.zoom + 256) * OVERSAMPLING,
                ((y - 256) * self.zoom + 256 - self.lift) * OVERSAMPLING,
            )
            for x, y in points
        ]

    def fill(self, points, colour):
        """Fill a shape."""
        self.draw.polygon(self._scaled(points), fill=colour)

    def stroke(self, points, width, colour):
        """Draw a line with round ends."""
        scaled = self._scaled(points)
        thick = width * self.zoom * OVERSAMPLING
        self.draw.line(scaled, fill=colour, width=round(thick), joint="curve")
        r = thick / 2
        for x, y in scaled:
            self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    @contextmanager
    def clip(self, points):
        """Keep what is drawn in the block inside a shape."""
        below = self.image
        mask = Image.new("L", below.size, 0)
        ImageDraw.Draw(mask).polygon(self._scaled(points), fill=255)
        self.image = below.copy()
        self.draw = ImageDraw.Draw(self.image)
        yield
        below.paste(self.image, mask=mask)
        self.image = below
        self.draw = ImageDraw.Draw(below)

    def shade(self, points, base, dark, light=None, depth=16):
        """Fill a shape that is lit from the upper left."""
        self.fill(points, dark)
        with self.clip(points):
            self.fill(move(points, -depth * 0.7, -depth), base)
            if light:
                inner = move(points, -depth * 0.7, -depth)
                with self.clip(inner):
                    self.fill(inner, light)
                    self.fill(move(points, depth * 0.3, depth * 0.5), base)

    def shadow(self, cx, cy, rx, ry, colour):
        """Lay a shadow under the subject."""
        self.fill(oval(cx, cy, rx, ry), colour)

    def save(self, path, colours=56):
        """Write a small PNG."""
        small = self.image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
        small.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
