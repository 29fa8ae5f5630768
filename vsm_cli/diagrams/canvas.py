"""A canvas of fixed positions: shapes and texts become nodes, lines become edges of DOT.

Positions are whole points from the top left, y downwards. Nodes are drawn in the order in
which they are added, lines over them.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from vsm_cli.diagrams.drawing import BOLD_CLASS, Drawing, Meaning
from vsm_cli.diagrams.palette import INK, Shade
from vsm_cli.diagrams.text_measures import in_html_label, in_quotes

FONT = "Arial"
Point = tuple[int, int]
Shape = Literal["box", "ellipse", "diamond", "triangle", "cds", "plain"]


class Rect(NamedTuple):
    """A rectangle in points: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> Point:
        return self.left + self.width // 2, self.top + self.height // 2

    def moved(self, offset: Point) -> "Rect":
        return self._replace(left=self.left + offset[0], top=self.top + offset[1])


class Room(NamedTuple):
    """Where something may stand that grows downwards."""

    left: int
    top: int
    width: int

    def at(self, top: int) -> "Room":
        return self._replace(top=top)


class Look(NamedTuple):
    """How a shape or a box looks, and the text in its middle. `kind` becomes its class."""

    kind: str
    shape: Shape = "box"
    fill: Shade | None = None
    line: Shade | None = None
    thickness: float = 1
    dashed: bool = False
    rounded: bool = False
    ink: Shade = INK
    size: float = 8
    bold: bool = False


class Type(NamedTuple):
    """How lines of text look: colour, size in points, and the side that they stand on."""

    kind: str
    ink: Shade
    size: float
    bold: bool = False
    align: Literal["left", "middle"] = "left"


class Stroke(NamedTuple):
    """How a line looks; `radius` rounds its corners."""

    kind: str
    ink: Shade
    thickness: float
    style: Literal["solid", "dashed", "dotted"] = "solid"
    radius: int = 0
    arrow: bool = False


class Canvas:
    """Collects the parts of one picture and gives its Drawing."""

    def __init__(self, id: str, title: str, description: str) -> None:
        self.id = id
        self.title = title
        self._description = description
        self._nodes: list[tuple[Rect, str]] = []
        self._lines: list[tuple[Sequence[Point], Point | None, str]] = []
        self.meanings: dict[str, Meaning] = {}
        self.kinds: set[str] = set()

    def shape(
        self, id: str, place: Rect, look: Look, text: str = "", meaning: Meaning | None = None
    ) -> None:
        """A shape, with a text in its middle if there is one."""
        label = f'label="{in_quotes(text)}" {_font(look)}' if text else ""
        self._add_shape(id, place, look, label, meaning)

    def text(
        self,
        id: str,
        place: Rect,
        lines: Iterable[str],
        type: Type,
        meaning: Meaning | None = None,
    ) -> None:
        """Lines of cleaned text, from the left of `place` or about its middle."""
        end = "\\l" if type.align == "left" else "\\n"
        label = "".join(in_quotes(line) + end for line in lines)
        attributes = f'id="{id}" class="{_kind(type)}" shape=none label="{label}" {_font(type)}'
        if type.align == "left":
            # An engine that takes the text for wider than its node would move it: give it room.
            place = place._replace(width=2 * place.width)
        self._add_node(id, place, attributes, meaning)

    def html(self, id: str, place: Rect, label: str, look: Look, meaning: Meaning) -> None:
        """A box whose label is an HTML table that fills it, within its border."""
        self._add_shape(id, place, look, f"label=<{label}>", meaning)

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
        attributes = (
            f'id="{id}" class="{stroke.kind}" color="{stroke.ink.light}"'
            f" penwidth={stroke.thickness:g}"
        )
        if stroke.style != "solid":
            attributes += f" style={stroke.style}"
        if tip:
            attributes += f" arrowhead=normal arrowsize={ARROW_SIZE}"
        self._lines.append((points, tip, attributes))
        self._remember(id, meaning)

    def drawing(self, width: int, height: int) -> Drawing:
        """The picture so far on a page of this size."""
        parts = [_HEAD]
        for number, (place, attributes) in enumerate(self._nodes):
            # Twice the middle is whole; half points are exact in binary.
            x = place.left + place.width / 2
            y = height - place.top - place.height / 2
            parts.append(
                f"n{number}[{attributes} width={place.width / 72:.6f}"
                f' height={place.height / 72:.6f} pos="{x:g},{y:g}"]\n'
            )
        for points, tip, attributes in self._lines:
            pos = " ".join(f"{x},{height - y}" for x, y in points)
            head = f"e,{tip[0]},{height - tip[1]} " if tip else ""
            parts.append(f'o->o[{attributes} pos="{head}{pos}"]\n')
        parts.append("}\n")
        return Drawing(
            id=self.id,
            title=self.title,
            description=self._description,
            dot="".join(parts),
            meanings=self.meanings,
            width=width,
            height=height,
        )

    def _add_shape(
        self, id: str, place: Rect, look: Look, label: str, meaning: Meaning | None
    ) -> None:
        self.kinds.update(look.kind.split())
        styles = {"filled": look.fill, "dashed": look.dashed, "rounded": look.rounded}
        style = ",".join(name for name, wanted in styles.items() if wanted)
        border = 'penwidth=0 color="transparent"'
        if look.line:
            border = f'color="{look.line.light}" penwidth={look.thickness:g}'
        attributes = [
            f'id="{id}" class="{_kind(look)}" shape={look.shape}',
            f'style="{style}"' if style else "",
            f'fillcolor="{look.fill.light}"' if look.fill else "",
            border,
            label,
        ]
        self._add_node(id, place, " ".join(filter(None, attributes)), meaning)

    def _add_node(self, id: str, place: Rect, attributes: str, meaning: Meaning | None) -> None:
        self._nodes.append((place, attributes))
        self._remember(id, meaning)

    def _remember(self, id: str, meaning: Meaning | None) -> None:
        if id in self.meanings:
            raise ValueError(f"two parts of one picture have the id {id}")
        self.meanings[id] = meaning or Meaning()


ARROW = 7
ARROW_SIZE = 0.7

_HEAD = (
    "digraph {\n"
    "graph [outputorder=nodesfirst notranslate=true pad=0 bgcolor=transparent]\n"
    f'node [fontname="{FONT}" fixedsize=true margin=0 label=""]\n'
    f'edge [fontname="{FONT}" arrowhead=none]\n'
    'o [style=invis shape=point width=0 height=0 pos="0,0"]\n'
)


def _font(type: Look | Type) -> str:
    return f'fontsize={type.size:g} fontcolor="{type.ink.light}"'


def _kind(type: Look | Type) -> str:
    """The class of a part; plain labels cannot say bold, so it travels there to the SVG."""
    return f"{type.kind} {BOLD_CLASS}" if type.bold else type.kind


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


class HtmlCell(NamedTuple):
    """A fixed cell of an HTML table: one line of text or a nested table, from the left."""

    width: int
    height: int
    content: str = ""
    fill: Shade | None = None
    border: str = ""


def words(text: str, size: float, ink: Shade, *, bold: bool = False) -> str:
    """A cleaned text with its type, for a Cell; Graphviz takes no empty type."""
    if not text:
        return ""
    inner = in_html_label(text)
    if bold:
        inner = f"<B>{inner}</B>"
    return f'<FONT POINT-SIZE="{size:g}" COLOR="{ink.light}">{inner}</FONT>'


def table(rows: Sequence[Sequence[HtmlCell]], *, fill: Shade | None = None) -> str:
    """An HTML table of fixed cells; every row must be equally wide."""
    width = sum(cell.width for cell in rows[0])
    height = sum(row[0].height for row in rows)
    background = f' BGCOLOR="{fill.light}"' if fill else ""
    body = "".join("<TR>" + "".join(map(_cell, row)) + "</TR>" for row in rows)
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE"'
        f' WIDTH="{width}" HEIGHT="{height}"{background}>{body}</TABLE>'
    )


def _cell(cell: HtmlCell) -> str:
    background = f' BGCOLOR="{cell.fill.light}"' if cell.fill else ""
    return (
        f'<TD FIXEDSIZE="TRUE" WIDTH="{cell.width}" HEIGHT="{cell.height}" ALIGN="LEFT"'
        f"{background}{cell.border}>{cell.content}</TD>"
    )
