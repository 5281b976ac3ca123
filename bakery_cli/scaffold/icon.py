"""Icons of addons: a white glyph on a coloured tile, drawn without any library.

A glyph is a list of painted shapes on a 128 × 128 grid (``glyphs.json``); the last
shape that covers a point gives its colour. Edges are smoothed by looking at several
points per pixel. The result is the same bytes for the same name.
"""

import colorsys
import functools
import itertools
import json
import math
import struct
import zlib
from pathlib import Path

SIZE = 128
SAMPLES = 3
TILE_RADIUS = 28


@functools.cache
def _catalogue():
    path = Path(__file__).with_name("glyphs.json")
    return json.loads(path.read_text(encoding="utf-8"))


def style_of(name):
    """Return ``(hue in degrees, glyph name)`` of an addon.

    Addons of the house have a fixed look; any other gets a stable one by its name.
    """
    styles = _catalogue()["addons"]
    if name in styles:
        return tuple(styles[name])
    words = {word for word in name.split("_") if word in _catalogue()["glyphs"]}
    return zlib.crc32(name.encode()) % 360, min(words, default="bread")


def _rounded(x, y, left, top, width, height, radius):
    """Tell whether a point lies in a rectangle with rounded corners."""
    dx = max(left + radius - x, x - (left + width - radius), 0)
    dy = max(top + radius - y, y - (top + height - radius), 0)
    inside = left <= x <= left + width and top <= y <= top + height
    return inside and dx * dx + dy * dy <= radius * radius


def _in_polygon(x, y, points):
    inside = False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _near_line(x, y, points, width):
    """Tell whether a point lies on a line of ``width`` with round ends."""
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else 0
        along = min(1, max(0, along))
        if math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= (
            width / 2
        ):
            return True
    return False


def _covers(shape, x, y):
    kind, *numbers = shape[1:]
    if kind == "circle":
        cx, cy, radius = numbers
        return (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius
    if kind == "ellipse":
        cx, cy, rx, ry = numbers
        return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
    if kind == "rect":
        return _rounded(x, y, *numbers)
    if kind == "line":
        return _near_line(x, y, numbers[1], numbers[0])
    return _in_polygon(x, y, numbers[0])


def _palette(hue):
    """Return the tile's colours (top, bottom), the ink and the tint of the glyph."""

    def rgb(lightness, saturation):
        channels = colorsys.hls_to_rgb(hue / 360, lightness, saturation)
        return tuple(round(255 * channel) for channel in channels)

    return rgb(0.50, 0.62), rgb(0.36, 0.66), (255, 255, 255), rgb(0.84, 0.75)


def _point(shapes, palette, x, y):
    """Return the colour of one point, or None outside the tile."""
    if not _rounded(x, y, 0, 0, SIZE, SIZE, TILE_RADIUS):
        return None
    top, bottom, ink, tint = palette
    share = y / SIZE
    colour = tile = tuple(a + (b - a) * share for a, b in zip(top, bottom, strict=True))
    paints = {"ink": ink, "tint": tint, "cut": tile}
    for shape in shapes:
        if _covers(shape, x, y):
            colour = paints[shape[0]]
    return colour


def _pixel(shapes, palette, column, row):
    """Return the RGBA bytes of one pixel: the mean of its sample points."""
    offsets = [(2 * i + 1) / (2 * SAMPLES) for i in range(SAMPLES)]
    points = [
        _point(shapes, palette, column + dx, row + dy)
        for dx in offsets
        for dy in offsets
    ]
    seen = [point for point in points if point]
    if not seen:
        return b"\0\0\0\0"
    mean = [round(sum(channel) / len(seen)) for channel in zip(*seen, strict=True)]
    return bytes([*mean, round(255 * len(seen) / len(points))])


def _chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def draw(hue, glyph):
    """Return a PNG file of ``glyph`` on a tile of ``hue`` degrees."""
    shapes, palette = _catalogue()["glyphs"][glyph], _palette(hue)
    rows = b"".join(
        b"\0" + b"".join(_pixel(shapes, palette, column, row) for column in range(SIZE))
        for row in range(SIZE)
    )
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def png_for(name):
    """Return the icon of the addon ``name`` as the bytes of a PNG file."""
    return draw(*style_of(name))
