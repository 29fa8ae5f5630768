"""Finds what collides in a drawing by its own numbers, without an engine or a browser."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from vsm_cli.diagrams.drawing import (
    Drawing,
    HtmlTable,
    HtmlWords,
    LinePart,
    Rect,
    ShapePart,
    TextPart,
)
from vsm_cli.diagrams.text_measures import measure


def holds_together(drawing: Drawing) -> list[str]:
    """Everything that lies where something else is, or leaves its page, box or line."""
    shapes = {id: part for id, part in drawing.parts.items() if isinstance(part, ShapePart)}
    boxes = {id: part.place for id, part in shapes.items() if part.look.kind.split()[0] == "step"}
    texts = dict(_texts(drawing))
    routes = {
        id: list(_stretches(part))
        for id, part in drawing.parts.items()
        if isinstance(part, LinePart) and part.stroke.kind.split()[0] == "route"
    }
    return [
        *_boxes(boxes),
        *_through(routes, boxes, "box"),
        *_through(routes, texts, "text"),
        *_routes_on_routes(routes),
        *_texts_on_texts(texts),
        *_texts_on_boxes(texts, boxes),
        *_off_the_page(drawing, {**texts, **boxes}),
    ]


def _boxes(boxes: dict[str, Rect]) -> Iterator[str]:
    for one, other in _meeting(boxes.items(), boxes.items()):
        if one < other:
            yield f"boxes {one} and {other} overlap"


def _meeting(
    ones: Iterable[tuple[str, Rect]], others: Iterable[tuple[str, Rect]]
) -> Iterator[tuple[str, str]]:
    """Which of some places meet which others; nothing meets what has its own name."""
    waiting = sorted(others, key=lambda each: each[1].top)
    tops = [place.top for _, place in waiting]
    tallest = max((place.height for _, place in waiting), default=0)
    for id, place in ones:
        first = bisect_left(tops, place.top - tallest)
        last = bisect_right(tops, place.bottom)
        for other, other_place in waiting[first:last]:
            if id != other and _meet(place, other_place):
                yield id, other


def _texts(drawing: Drawing) -> Iterator[tuple[str, Rect]]:
    """The places of texts as wide as their letters are, those in boxes left out."""
    for id, part in drawing.parts.items():
        if isinstance(part, TextPart) and any(part.lines):
            type, place = part.type, part.place
            width = max(measure(line, type.size, bold=type.bold) for line in part.lines)
            left = place.left
            if type.align == "middle":
                left += (place.width - width) // 2
            yield id, Rect(left, place.top, width, place.height)
        elif isinstance(part, ShapePart) and part.content and isinstance(part.content, str):
            width = measure(part.content, part.look.size, bold=part.look.bold)
            x, y = part.place.middle
            assert width <= part.place.width, f"{part.content!r} leaves {id}"
            half = round(part.look.size / 2)
            yield id, Rect(x - width // 2, y - half, width, 2 * half)
        elif isinstance(part, ShapePart) and isinstance(part.content, HtmlTable):
            assert _height(part.content) <= part.place.height, f"{id} is too low for its text"
            for words, room in _words(part.content):
                width = measure(words.text, words.size, bold=words.bold)
                assert width <= room, f"{words.text!r} leaves its cell in {id}"


def _words(table: HtmlTable) -> Iterator[tuple[HtmlWords, int]]:
    """Each text of a table, and how wide its cell is."""
    for cell in (cell for row in table.rows for cell in row):
        if isinstance(cell.content, HtmlTable):
            yield from _words(cell.content)
        elif cell.content:
            yield cell.content, cell.width


def _height(table: HtmlTable) -> int:
    return sum(max(cell.height for cell in row) for row in table.rows)


def _stretches(line: LinePart) -> Iterator[Rect]:
    points = line.points[::3]
    if line.tip:
        points = (*points, line.tip)
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def _through(routes: dict[str, list[Rect]], places: dict[str, Rect], what: str) -> Iterator[str]:
    inner = {id: _shrunk(place) for id, place in places.items()}
    stretches = [(id, each) for id, found in routes.items() for each in found]
    for id, other in _meeting(stretches, inner.items()):
        if not other.startswith(id):
            yield f"route {id} runs through the {what} {other}"


def _routes_on_routes(routes: dict[str, list[Rect]]) -> Iterator[str]:
    """Routes of different steps that share more than a crossing."""
    level = [
        (id, one)
        for id, found in routes.items()
        for one in found
        if one.width > 1 and not one.height
    ]
    upright = [
        (id, one)
        for id, found in routes.items()
        for one in found
        if one.height > 1 and not one.width
    ]
    wide = [(id, Rect(p.left + 1, p.top - 2, p.width - 2, 4)) for id, p in level]
    high = [(id, Rect(p.left - 2, p.top + 1, 4, p.height - 2)) for id, p in upright]
    for lines in (wide, high):
        for one, other in _meeting(lines, lines):
            if one < other and _source(one) != _source(other):
                yield f"routes {one} and {other} lie on each other"


def _source(id: str) -> str:
    """What a line comes from: the ends and routes of a step share a trunk."""
    kind, step = id.split(".")[1:3]
    return step if kind in ("route", "end") else id


def _texts_on_texts(texts: dict[str, Rect]) -> Iterator[str]:
    inner = {id: _shrunk(place) for id, place in texts.items()}
    for one, other in _meeting(inner.items(), inner.items()):
        if one < other:
            yield f"texts {one} and {other} overlap"


def _texts_on_boxes(texts: dict[str, Rect], boxes: dict[str, Rect]) -> Iterator[str]:
    inner = ((id, _shrunk(place)) for id, place in texts.items())
    for id, box in _meeting(inner, boxes.items()):
        if not id.startswith(f"{box}."):
            yield f"text {id} lies on {box}"


def _off_the_page(drawing: Drawing, places: dict[str, Rect]) -> Iterator[str]:
    for id, place in places.items():
        if place.left < 0 or place.top < 0:
            yield f"{id} leaves the page"
        if place.right > drawing.width or place.bottom > drawing.height:
            yield f"{id} leaves the page"


def _shrunk(place: Rect) -> Rect:
    """The place without the room about its letters."""
    return Rect(place.left + 1, place.top + 2, max(0, place.width - 2), max(0, place.height - 4))


def _meet(one: Rect, other: Rect) -> bool:
    return (
        one.left <= other.right
        and other.left <= one.right
        and one.top <= other.bottom
        and other.top <= one.bottom
    )
