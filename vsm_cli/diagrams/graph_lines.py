"""Lines of graphs along the ways that `dot` found: plain, dashed, zig-zag or crossed out."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, sqrt
from typing import Literal, NamedTuple

from vsm_cli.diagrams.canvas import Canvas, curve
from vsm_cli.diagrams.drawing import Meaning, Point, Stroke
from vsm_cli.diagrams.graphviz_layout import shortened
from vsm_cli.diagrams.palette import Shade

_ZIGZAG_STEP = 5
_ZIGZAG_REACH = 3
_STRAIGHT_END = 12
_CROSS = 5
_PIECES = 24
# A zig-zag that is thicker than its teeth is none.
_THICKEST = {"plain": 6.0, "zigzag": 3.0, "crossed": 4.0}


class EdgeStyle(NamedTuple):
    """How a line looks. `form`: "zigzag" is walked by hand, "crossed" is not there at all."""

    ink: Shade
    thickness: float
    dash: Literal["solid", "dashed", "dotted"] = "solid"
    form: Literal["plain", "zigzag", "crossed"] = "plain"


def by_volume(style: EdgeStyle, volume: float, most: float) -> EdgeStyle:
    """The style for a line over which so much passes, of the most that passes over any: thicker
    for more. Volumes differ by powers of ten, so that the root keeps small ones apart."""
    part = sqrt(volume / most) if most else 0.0
    reach = max(0.0, _THICKEST[style.form] - style.thickness)
    return style._replace(thickness=round(style.thickness + reach * part, 1))


def draw_way(
    canvas: Canvas,
    id: str,
    way: Sequence[Point],
    style: EdgeStyle,
    *,
    kind: str,
    meaning: Meaning | None = None,
) -> None:
    """A line along Bézier points, with an arrow at its end."""
    points = shortened(way)
    if style.form == "zigzag":
        points = tuple(curve(_zigzag(_sampled(points)), 0))
    canvas.spline(
        id, points, Stroke(kind, style.ink, style.thickness, style=style.dash), way[-1], meaning
    )
    if style.form == "crossed":
        x, y = _middle(_sampled(points))
        for name, rise in (("fall", 1), ("rise", -1)):
            ends = [(x - _CROSS, y - rise * _CROSS), (x + _CROSS, y + rise * _CROSS)]
            canvas.spline(f"{id}.{name}", curve(ends, 0), Stroke(kind, style.ink, style.thickness))


def _sampled(points: Sequence[Point]) -> list[tuple[float, float]]:
    """A Bézier line as a polyline with pieces of about equal length on each of its curves."""
    found: list[tuple[float, float]] = [points[0]]
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = points[start : start + 4]
        for piece in range(1, _PIECES + 1):
            t = piece / _PIECES
            s = 1 - t
            found.append(
                (
                    s**3 * a[0] + 3 * s * s * t * b[0] + 3 * s * t * t * c[0] + t**3 * d[0],
                    s**3 * a[1] + 3 * s * s * t * b[1] + 3 * s * t * t * c[1] + t**3 * d[1],
                )
            )
    return found


def _length(line: Sequence[tuple[float, float]]) -> float:
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(line):
        total += hypot(x2 - x1, y2 - y1)
    return total


def _at(line: Sequence[tuple[float, float]], distance: float) -> tuple[float, float, float, float]:
    """The point of a polyline at a distance from its start, and the direction there."""
    dx, dy = 1.0, 0.0
    for (x1, y1), (x2, y2) in pairwise(line):
        piece = hypot(x2 - x1, y2 - y1)
        if piece:
            dx, dy = (x2 - x1) / piece, (y2 - y1) / piece
            if distance <= piece:
                return x1 + dx * distance, y1 + dy * distance, dx, dy
        distance -= piece
    return *line[-1], dx, dy


def _middle(line: Sequence[tuple[float, float]]) -> Point:
    x, y, _, _ = _at(line, _length(line) / 2)
    return round(x), round(y)


def _zigzag(line: Sequence[tuple[float, float]]) -> list[Point]:
    """Points to and fro beside a line; its end stays straight, so that an arrow fits on it."""
    ending = _length(line) - _STRAIGHT_END
    points = [(round(line[0][0]), round(line[0][1]))]
    distance, side = float(_ZIGZAG_STEP), 1
    while distance < ending:
        x, y, dx, dy = _at(line, distance)
        reach = side * _ZIGZAG_REACH
        points.append((round(x - dy * reach), round(y + dx * reach)))
        distance, side = distance + _ZIGZAG_STEP, -side
    for last in (max(ending, 0.0), _length(line)):
        x, y, _, _ = _at(line, last)
        points.append((round(x), round(y)))
    return points
