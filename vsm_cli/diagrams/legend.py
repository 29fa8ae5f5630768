"""Legends: a sign and a word for everything that occurs in a picture."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vsm_cli.characters import safe_id
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING, draw_ring
from vsm_cli.diagrams.drawing import Look, Rect, Type
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.text_measures import measure

ROW = 20
SIZE = 8

Draw = Callable[[Canvas, str, int, int], None]
"""Draws a sign: canvas, id, left, middle."""


class LegendEntry(NamedTuple):
    """`words` say what the sign means; `width` is the room from the sign to its words."""

    name: str
    words: str
    draw: Draw
    width: int


def draw_legend(
    canvas: Canvas, picture: str, entries: Sequence[LegendEntry], left: int, top: int, width: int
) -> int:
    """Draw the entries in rows of at most `width`; gives the height of all."""
    widths = [entry.width + measure(entry.words, SIZE) + 4 for entry in entries]
    places = flow_into_rows(widths, width, 14)
    for entry, (x, row) in zip(entries, places, strict=True):
        middle = top + ROW * row + ROW // 2
        id = f"{picture}.legend.{safe_id(entry.name)}"
        entry.draw(canvas, id, left + x, middle)
        place = Rect(left + x + entry.width, middle - 6, measure(entry.words, SIZE), 12)
        canvas.text(f"{id}.words", place, [entry.words], Type("legend", palette.SOFT, SIZE))
    return ROW * (places[-1][1] + 1) if places else 0


def note(name: str, words: str) -> LegendEntry:
    """Words that explain words: they need no sign."""
    return LegendEntry(name, words, lambda *_: None, 0)


def bar(name: str, words: str, colour: Shade) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.shape(id, Rect(x, y - 7, 6, 14), Look("legend", fill=colour))

    return LegendEntry(name, words, draw, 10)


def box(
    name: str, words: str, line: Shade, *, fill: Shade = palette.BOX, dashed: bool = False
) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        place = Rect(x, y - 6, 22, 12)
        canvas.shape(id, place, Look("legend", fill=fill, line=line, dashed=dashed))

    return LegendEntry(name, words, draw, 28)


def ring(words: str) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_ring(canvas, id, Rect(x, y - RING // 2, RING, RING))

    return LegendEntry("no-owner", words, draw, 22)


def line(name: str, words: str, style: EdgeStyle) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        points = ((x, y), (x, y), (x + 30, y), (x + 30, y))
        draw_way(canvas, id, points, style, kind="legend")

    return LegendEntry(name, words, draw, 36)
