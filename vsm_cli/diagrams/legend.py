"""Legends: a sign and a word for everything that occurs in a picture."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from vsm_cli.characters import safe_id
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING, draw_ring
from vsm_cli.diagrams.drawing import Look, Rect, Room, Type
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.text_measures import measure
from vsm_cli.language import message, tr

ROW = 20
_SIZE = 8
_WORDS = Type("legend", palette.SOFT, _SIZE)

Sign = Callable[[Canvas, str, int, int], None]
"""Draws a sign: canvas, id, left, middle."""


class LegendEntry(NamedTuple):
    """`name` is the kind of parts that the sign stands for, `words` say what it means; `width`
    is the room from the sign to its words."""

    name: str
    words: str
    sign: Sign
    width: int


def occurring(table: Iterable[LegendEntry], kinds: Collection[str]) -> list[LegendEntry]:
    """The entries of a table, whose words are messages, for the kinds that were drawn."""
    return [entry._replace(words=tr(entry.words)) for entry in table if entry.name in kinds]


def draw_legend(
    canvas: Canvas, entries: Sequence[LegendEntry], room: Room, row_height: int = ROW
) -> int:
    """Draw the entries in rows; gives where they end."""
    widths = [entry.width + measure(entry.words, _SIZE) + 4 for entry in entries]
    bottom = room.top
    places = flow_into_rows(widths, room.width, 14)
    for entry, (x, row) in zip(entries, places, strict=True):
        left, middle = room.left + x, room.top + row_height * row + row_height // 2
        id = f"{canvas.id}.legend.{safe_id(entry.name)}"
        entry.sign(canvas, id, left, middle)
        place = Rect(left + entry.width, middle - 6, measure(entry.words, _SIZE), 12)
        canvas.text(f"{id}.words", place, [entry.words], _WORDS)
        bottom = room.top + row_height * (row + 1)
    return bottom


def note(name: str, words: str) -> LegendEntry:
    """Words that explain words: they need no sign."""
    return LegendEntry(name, words, lambda *_: None, 0)


def shape(name: str, words: str, place: Rect, look: Look, width: int) -> LegendEntry:
    """A shape whose `place` is counted from the left middle of the entry."""

    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.shape(id, place.moved((x, y)), look._replace(kind="legend"))

    return LegendEntry(name, words, draw, width)


def bar(name: str, words: str, colour: Shade) -> LegendEntry:
    return shape(name, words, Rect(0, -7, 6, 14), Look("legend", fill=colour), 10)


def box(name: str, words: str, look: Look) -> LegendEntry:
    return shape(name, words, Rect(0, -6, 22, 12), look, 28)


def line(name: str, words: str, style: EdgeStyle) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        points = ((x, y), (x, y), (x + 30, y), (x + 30, y))
        draw_way(canvas, id, points, style, kind="legend")

    return LegendEntry(name, words, draw, 36)


def _ring(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_ring(canvas, id, Rect(x, y - RING // 2, RING, RING))


OWNERLESS = LegendEntry("no-owner", message("nobody is accountable"), _ring, 22)
OUTSIDE = box(
    "outside",
    message("outside the organisation"),
    Look("outside", fill=palette.CHIP_FILL, line=palette.BORDER),
)
