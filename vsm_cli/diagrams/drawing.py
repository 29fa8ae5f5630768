"""A picture as data, before it is written or drawn: its parts, and what each of them means.

Positions are whole points from the top left, y downwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from vsm_cli.diagrams.palette import INK, Shade

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


class HtmlWords(NamedTuple):
    """A cleaned text in a cell, with its type."""

    text: str
    size: float
    ink: Shade
    bold: bool = False


class HtmlCell(NamedTuple):
    """A fixed cell of an HTML table: one line of text or a nested table, from the left. It has
    a line on each of its `sides`, such as `LT`."""

    width: int
    height: int
    content: "HtmlWords | HtmlTable | None" = None
    fill: Shade | None = None
    sides: str = ""


class HtmlTable(NamedTuple):
    """Rows of fixed cells; every row must be equally wide."""

    rows: Sequence[Sequence[HtmlCell]]
    fill: Shade | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part of a picture says beyond its looks.

    `title` is the tooltip and what a screen reader says; `link` an address to follow,
    already percent-encoded. A part with neither is decoration. `seconds` is the time that it
    stands for, for programs that read the picture.
    """

    title: str = ""
    link: str | None = None
    seconds: str = ""


NOTHING = Meaning()


class ShapePart(NamedTuple):
    """A shape, with a text in its middle or a table that fills it, within its border."""

    place: Rect
    look: Look
    content: str | HtmlTable = ""
    meaning: Meaning = NOTHING


class TextPart(NamedTuple):
    """Lines of cleaned text, from the left of `place` or about its middle."""

    place: Rect
    lines: tuple[str, ...]
    type: Type
    meaning: Meaning = NOTHING


class LinePart(NamedTuple):
    """A line along Bézier points, and an arrow from its end to `tip` if there is one."""

    points: tuple[Point, ...]
    stroke: Stroke
    tip: Point | None = None
    meaning: Meaning = NOTHING


Part = ShapePart | TextPart | LinePart


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """`id` names the picture itself and begins the id of every part. Shapes and texts lie on each
    other in their order, lines over them. `width` and `height` (points) are the page."""

    id: str
    title: str
    description: str
    parts: Mapping[str, Part]
    width: int
    height: int

    @property
    def letters_least(self) -> float | None:
        """The size of the smallest letters in points, None without any."""
        return min((size for part in self.parts.values() for size in _sizes(part)), default=None)


def _sizes(part: Part) -> Iterator[float]:
    match part:
        case TextPart(type=type):
            yield type.size
        case ShapePart(content=HtmlTable() as table):
            yield from _sizes_in(table)
        case ShapePart(look=look, content=content) if content:
            yield look.size


def _sizes_in(table: HtmlTable) -> Iterator[float]:
    for cell in (cell for row in table.rows for cell in row):
        match cell.content:
            case HtmlTable() as inner:
                yield from _sizes_in(inner)
            case HtmlWords(text=text, size=size) if text:
                yield size
