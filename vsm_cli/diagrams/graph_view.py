"""Pictures of things and what leads from one to another: `dot` chooses the places, we draw them
under a head and above a legend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import NamedTuple, Protocol

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Meaning, Point, Rect, Type
from vsm_cli.diagrams.engine import Engine
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.graphviz_layout import Arrangement, PlacedBox, Tie, arrange_freely
from vsm_cli.diagrams.legend import LegendEntry, draw_legend
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.picture_head import draw_head
from vsm_cli.diagrams.problem_list import Concern, draw_problem_list
from vsm_cli.diagrams.text_measures import measure

MARGIN = 18
_PAGE_LEAST = 700
_RANK_GAP = 40
_BOX_GAP = 26
_SIZE = 8
_LINE = 11


class Card(Protocol):
    """A thing with a size that can draw itself; `key` is the id of its shape."""

    @property
    def key(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    def draw(self, canvas: Canvas, place: Rect) -> None: ...


class Label(NamedTuple):
    """One line of an edge's label."""

    text: str
    ink: Shade
    bold: bool = False


class Edge(NamedTuple):
    """What leads from card to card, by their keys. `kind` becomes its class."""

    key: str
    source: str
    target: str
    style: EdgeStyle
    kind: str
    labels: tuple[Label, ...]
    meaning: Meaning

    @property
    def room(self) -> tuple[int, int] | None:
        """The room that its label needs."""
        if not self.labels:
            return None
        widest = max(measure(each.text, _SIZE, bold=each.bold) for each in self.labels)
        return widest + 10, _LINE * len(self.labels) + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`facts` stand below the title; `legend` gives the entries for the kinds that were drawn;
    `concerns` are the problems that lie over cards and edges. Edges lead to the right, or
    `down`."""

    picture: str
    title: str
    facts: Sequence[str]
    description: str
    cards: Sequence[Card]
    edges: Sequence[Edge]
    legend: Callable[[set[str]], list[LegendEntry]]
    concerns: Sequence[Concern] = ()
    down: bool = False

    def drawing(self, engine: Engine) -> Drawing:
        """The picture. Raises EngineError where Graphviz fails or loses a part."""
        joined = {end for edge in self.edges for end in (edge.source, edge.target)}
        arrangement = _arrange(self, [card for card in self.cards if card.key in joined], engine)
        alone = [card for card in self.cards if card.key not in joined]
        columns, rows = _grid(alone, arrangement.width)
        inner = max(arrangement.width, sum(columns) + _BOX_GAP * (len(columns) - 1))
        width = max(inner + 2 * MARGIN, _PAGE_LEAST)
        room = width - 2 * MARGIN
        canvas = Canvas(self.picture, self.title, self.description)
        top = draw_head(canvas, self.picture, self.title, self.facts, MARGIN, MARGIN, room) + 8
        self._draw_joined(canvas, arrangement, (MARGIN, top))
        top += arrangement.height + (_BOX_GAP if arrangement.height and alone else 0)
        bottom = _draw_grid(canvas, alone, columns, rows, top)
        bottom += draw_problem_list(canvas, self.picture, self.concerns, MARGIN, bottom, room)
        bottom += draw_legend(
            canvas, self.picture, self.legend(canvas.kinds), MARGIN, bottom + 14, room
        )
        return canvas.drawing(width, bottom + 14 + MARGIN)

    def _draw_joined(self, canvas: Canvas, arrangement: Arrangement, offset: Point) -> None:
        for edge in self.edges:
            way = [(x + offset[0], y + offset[1]) for x, y in arrangement.lines[edge.key]]
            draw_way(canvas, edge.key, way, edge.style, kind=edge.kind, meaning=edge.meaning)
            if edge.labels:
                _draw_label(canvas, edge, _moved(arrangement.labels[edge.key], offset))
        for card in self.cards:
            if card.key in arrangement.boxes:
                card.draw(canvas, _moved(arrangement.boxes[card.key], offset))


def _arrange(network: Network, cards: Sequence[Card], engine: Engine) -> Arrangement:
    return arrange_freely(
        network.picture,
        [PlacedBox(card.key, card.width, card.height) for card in cards],
        [Tie(edge.key, edge.source, edge.target, edge.room) for edge in network.edges],
        rank_gap=_RANK_GAP,
        box_gap=_BOX_GAP,
        down=network.down,
        engine=engine,
    )


def _draw_label(canvas: Canvas, edge: Edge, place: Rect) -> None:
    for number, label in enumerate(edge.labels):
        canvas.text(
            f"{edge.key}.label.{number + 1}",
            Rect(place.left, place.top + 2 + _LINE * number, place.width, _LINE),
            [label.text],
            Type("edge-label", label.ink, _SIZE, bold=label.bold, align="middle"),
        )


def _grid(cards: Sequence[Card], width: int) -> tuple[list[int], list[int]]:
    """The widths of columns and the heights of rows for cards that nothing joins: as wide as
    the rest of the picture, or about twice as wide as high."""
    if not cards:
        return [], []
    widest = max(card.width for card in cards)
    count = max(width // (widest + _BOX_GAP), isqrt(len(cards)), 3)
    rows = [cards[start : start + count] for start in range(0, len(cards), count)]
    return [widest] * len(rows[0]), [max(card.height for card in row) for row in rows]


def _draw_grid(
    canvas: Canvas, cards: Sequence[Card], columns: list[int], rows: list[int], top: int
) -> int:
    for number, card in enumerate(cards):
        row, column = divmod(number, len(columns))
        left = MARGIN + column * (columns[0] + _BOX_GAP)
        above = top + sum(rows[:row]) + _BOX_GAP * row
        card.draw(canvas, Rect(left, above, card.width, card.height))
    return top + sum(rows) + _BOX_GAP * max(len(rows) - 1, 0)


def _moved(place: Rect, offset: Point) -> Rect:
    return place._replace(left=place.left + offset[0], top=place.top + offset[1])
