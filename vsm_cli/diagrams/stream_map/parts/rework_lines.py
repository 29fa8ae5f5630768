"""Rework on the page: dashed lines over the top, and labels where they find room."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vsm_cli.analysis.data.transfers import transfer_of
from vsm_cli.diagrams.drawing import Meaning, Point, Rect, Type
from vsm_cli.diagrams.stream_map.diff_overlay import stroke_of
from vsm_cli.diagrams.stream_map.layout.rework_arcs import Rework
from vsm_cli.diagrams.stream_map.layout.space import Space
from vsm_cli.diagrams.stream_map.parts.route_captions import path_words, route_words
from vsm_cli.diagrams.stream_map.parts.route_marks import REWORK_STROKE
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, shorten
from vsm_cli.language import message, tr

_SIZE = 8
_LABEL_HEIGHT = 10
# Wider than the radius, so that labels keep clear of rounded corners too.
_CLEAR = 8
# Room for a label is looked for from the left among so many upright lines.
_MOST_PASSED = 200

_REWORK = message("Rework from {source} back to {target}")
_LABEL = message("rework {share}")
_LABEL_BARE = message("rework")


def draw_rework(pen: Pen, lines: Sequence[Rect]) -> None:
    """All rework routes. Labels keep clear of `lines` and of every upright line."""
    canvas, subject, space = pen
    routes = [space.rework_points(number) for number in range(len(space.rework))]
    uprights = sorted([*lines, *_uprights(space, routes)], key=_left)
    for number, (each, points) in enumerate(zip(space.rework, routes, strict=True)):
        id = subject.id("rework", each.source.id, each.target.id)
        if id in canvas:
            id = f"{id}.{number}"
        change = subject.overlay.routes.get((each.source.id, each.target.id))
        stroke = stroke_of(REWORK_STROKE, change)
        canvas.line(id, points, stroke, Meaning(_title(subject, each)))
        found = _fitted(_labels(subject, each), points, uprights)
        if found:
            canvas.text(f"{id}.label", found.place, [found.text], Type("rework", stroke.ink, _SIZE))


def _uprights(space: Space, rework: Sequence[Sequence[Point]]) -> list[Rect]:
    """The upright stretches of all routes."""
    found = [*rework]
    for cell, stack in space.plan.stacks.items():
        for port in stack.ports:
            if port.way:
                found.append(space.way_points(port.way, cell, port))
            elif port.end_of:
                found.append(space.end_points(cell, port, space.channel_right(cell[0] - 1)))
    return [
        Rect(a[0], min(a[1], b[1]), 1, abs(a[1] - b[1]))
        for points in found
        for a, b in pairwise(points)
        if a[0] == b[0]
    ]


def _title(subject: StreamSubject, rework: Rework) -> str:
    title = tr(_REWORK, source=clean(rework.source.label), target=clean(rework.target.label))
    return "\n".join([title, *_parts(subject, rework)])


def _parts(subject: StreamSubject, rework: Rework) -> list[str]:
    transfer = transfer_of(subject.workspace, rework.route)
    state, path = path_words(subject, transfer) if transfer else (None, "")
    words = route_words(subject, rework.source, rework.route)
    shown = path if state in ("manual", "missing") else ""
    return [part for part in (words, shown) if part]


def _labels(subject: StreamSubject, rework: Rework) -> list[str]:
    """What a label may say, the fullest first: the dashed line says as well that it is rework."""
    parts = _parts(subject, rework)
    if not parts:
        return [tr(_LABEL_BARE), ""]
    said = " · ".join(parts)
    return [tr(_LABEL, share=said), said]


class _Label(NamedTuple):
    text: str
    place: Rect


def _fitted(
    texts: Sequence[str], points: Sequence[Point], uprights: Sequence[Rect]
) -> _Label | None:
    """A label over the level stretch that has the most room, nearest to the source."""
    best: tuple[int, int, int] | None = None
    wanted = measure(texts[0], _SIZE)
    for (x1, y), (x2, y2) in pairwise(points):
        if y != y2:
            continue
        top = Rect(min(x1, x2), y - _LABEL_HEIGHT - 1, abs(x1 - x2), _LABEL_HEIGHT)
        for left, right in _gaps(top, uprights):
            room = right - left
            if best is None or min(room, wanted) > min(best[1] - best[0], wanted):
                best = left, right, y
    if best is None:
        return None
    left, right, y = best
    fitting = (text for text in texts if measure(text, _SIZE) <= right - left)
    short = next(fitting, None) or shorten(texts[-1], right - left, _SIZE)
    if len(short) < 2:
        return None
    width = measure(short, _SIZE)
    start = right - width if points[0][0] >= right else left
    return _Label(short, Rect(start, y - _LABEL_HEIGHT - 1, width, _LABEL_HEIGHT))


def _left(line: Rect) -> int:
    return line.left


def _gaps(area: Rect, uprights: Sequence[Rect]) -> list[tuple[int, int]]:
    """The stretches of an area, from left to right, that no upright line crosses; the lines
    are given from left to right."""
    first = bisect_right(uprights, area.left - _CLEAR, key=_left)
    end = area.right + _CLEAR
    last = bisect_left(uprights, end, key=_left)
    if last - first > _MOST_PASSED:
        last = first + _MOST_PASSED
        end = uprights[last].left
    crossing = [
        line.left
        for line in uprights[first:last]
        if line.top < area.bottom and area.top < line.bottom
    ]
    edges = [area.left - _CLEAR, *crossing, end]
    return [(a + _CLEAR, b - _CLEAR) for a, b in pairwise(edges) if b - a > 2 * _CLEAR + 10]
