"""A canvas on which the parts of one picture are put, each with an id of its own."""

from collections.abc import Iterable, Sequence

from vsm_cli.diagrams.drawing import (
    NOTHING,
    Drawing,
    HtmlTable,
    LinePart,
    Look,
    Meaning,
    Part,
    Point,
    Rect,
    ShapePart,
    Stroke,
    TextPart,
    Type,
)

# How long an arrow is, in points.
ARROW = 7


class Canvas:
    """Collects the parts of one picture and gives its Drawing."""

    def __init__(self, id: str, title: str, description: str) -> None:
        self.id = id
        self.title = title
        self._description = description
        self._parts: dict[str, Part] = {}
        self.kinds: set[str] = set()

    def __contains__(self, id: str) -> bool:
        """Whether there is a part with this id."""
        return id in self._parts

    def __len__(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def shape(
        self, id: str, place: Rect, look: Look, text: str = "", meaning: Meaning | None = None
    ) -> None:
        """A shape, with a text in its middle if there is one."""
        self.kinds.update(look.kind.split())
        self._add(id, ShapePart(place, look, text, meaning or NOTHING))

    def text(
        self, id: str, place: Rect, lines: Iterable[str], type: Type, meaning: Meaning | None = None
    ) -> None:
        """Lines of cleaned text, from the left of `place` or about its middle."""
        self._add(id, TextPart(place, tuple(lines), type, meaning or NOTHING))

    def html(self, id: str, place: Rect, table: HtmlTable, look: Look, meaning: Meaning) -> None:
        """A box with a table that fills it, within its border."""
        self.kinds.update(look.kind.split())
        self._add(id, ShapePart(place, look, table, meaning))

    def line(
        self, id: str, points: Sequence[Point], stroke: Stroke, meaning: Meaning | None = None
    ) -> None:
        """A line through `points`, its corners rounded, with an arrow at its end."""
        tip = points[-1] if stroke.arrow else None
        run = [*points[:-1], _before(points[-2], points[-1], ARROW)] if tip else points
        self.spline(id, curve(run, stroke.radius), stroke, tip, meaning)

    def spline(
        self,
        id: str,
        points: Sequence[Point],
        stroke: Stroke,
        tip: Point | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        """A line along Bézier points, and an arrow from its end to `tip` if there is one."""
        self.kinds.update(stroke.kind.split())
        self._add(id, LinePart(tuple(points), stroke, tip, meaning or NOTHING))

    def drawing(self, width: int, height: int) -> Drawing:
        """The picture so far on a page of this size."""
        return Drawing(
            id=self.id,
            title=self.title,
            description=self._description,
            parts=dict(self._parts),
            width=width,
            height=height,
        )

    def _add(self, id: str, part: Part) -> None:
        if id in self._parts:
            raise ValueError(f"two parts of one picture have the id {id}")
        self._parts[id] = part


def curve(points: Sequence[Point], radius: int) -> list[Point]:
    """The Bézier points of a polyline whose corners are rounded by at most `radius`."""
    result = [points[0]]
    for number, corner in enumerate(points[1:-1], start=1):
        before, after = points[number - 1], points[number + 1]
        bend = min(radius, _length(before, corner) // 2, _length(corner, after) // 2)
        start, end = _before(before, corner, bend), _before(after, corner, bend)
        _straight(result, start)
        if bend:
            # 0.55 of the radius makes a cubic curve a quarter of a circle.
            pull = (bend * 11 + 10) // 20
            inner = _before(before, corner, bend - pull), _before(after, corner, bend - pull)
            result += [*inner, end]
    _straight(result, points[-1])
    return result


def _straight(result: list[Point], end: Point) -> None:
    result += [result[-1], end, end]


def _length(a: Point, b: Point) -> int:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def _before(start: Point, end: Point, distance: int) -> Point:
    """The point `distance` before `end` on an upright or level line from `start`."""
    dx = (end[0] > start[0]) - (end[0] < start[0])
    dy = (end[1] > start[1]) - (end[1] < start[1])
    return end[0] - dx * distance, end[1] - dy * distance
