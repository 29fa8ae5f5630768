"""Pictures of things and what leads from one to another: `dot` chooses the places, we draw them
under a head and above a legend."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import isqrt

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Meaning, Point, Rect, Room, Type
from vsm_cli.diagrams.graph_card import GraphCard
from vsm_cli.diagrams.graph_edge import LABEL_LINE, LABEL_SIZE, Edge
from vsm_cli.diagrams.graph_lines import draw_way
from vsm_cli.diagrams.graph_matrix import GraphMatrix, is_dense
from vsm_cli.diagrams.graphviz_layout import Arrangement, PlacedBox, Ranks, Tie, arrange_freely
from vsm_cli.diagrams.legend import LegendEntry, draw_legend, occurring
from vsm_cli.diagrams.picture_head import draw_head
from vsm_cli.diagrams.problem_chips import problem_lines
from vsm_cli.diagrams.problem_list import Concern, draw_problem_list
from vsm_cli.language import message, tr
from vsm_cli.model.settings import Engine

MARGIN = 18
_PAGE_LEAST = 700
_RANK_GAP = 40
_BOX_GAP = 26

_FROM_TO = message("{source} to {target}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """`facts` stand below the title; of the `legend` only what was drawn. Edges lead to the
    right, or `down`."""

    picture: str
    title: str
    facts: Sequence[str]
    cards: Sequence[GraphCard]
    edges: Sequence[Edge]
    legend: Sequence[LegendEntry]
    down: bool = False

    def drawing(self, engine: Engine) -> Drawing:
        """The picture. Raises EngineError where Graphviz fails or loses a part."""
        ends = {end for edge in self.edges for end in (edge.source, edge.target)}
        joined = [card for card in self.cards if card.key in ends]
        alone = [card for card in self.cards if card.key not in ends]
        if is_dense(joined, self.edges):
            matrix = GraphMatrix(joined, self.edges)
            return self._page(alone, matrix.width, partial(self._draw_matrix, matrix))
        arrangement = self._arrange(joined, engine)
        return self._page(alone, arrangement.width, partial(self._draw_joined, arrangement))

    def _page(
        self, alone: Sequence[GraphCard], across: int, draw: Callable[[Canvas, Point], int]
    ) -> Drawing:
        """The picture: `draw` gives where what is joined ends, which is so wide; below it stands
        what is `alone`."""
        columns, rows = _grid(alone, across)
        inner = max(across, sum(columns) + _BOX_GAP * (len(columns) - 1))
        width = max(inner + 2 * MARGIN, _PAGE_LEAST)
        room = Room(MARGIN, MARGIN, width - 2 * MARGIN)
        listing = [*self.facts, *(card.name for card in self.cards)]
        canvas = Canvas(self.picture, self.title, "\n".join(listing))
        top = draw_head(canvas, self.facts, room) + 8
        below = draw(canvas, (MARGIN, top))
        top = below + (_BOX_GAP if below > top and alone else 0)
        bottom = _draw_grid(canvas, alone, columns, rows, top)
        bottom = draw_problem_list(canvas, list(self._concerns()), room.at(bottom))
        bottom = draw_legend(canvas, occurring(self.legend, canvas.kinds), room.at(bottom + 14))
        return canvas.drawing(width, bottom + MARGIN)

    def _arrange(self, cards: Sequence[GraphCard], engine: Engine) -> Arrangement:
        return arrange_freely(
            self.picture,
            [PlacedBox(card.key, card.width, card.height) for card in cards],
            [Tie(edge.key, edge.source, edge.target, edge.room) for edge in self.edges],
            Ranks(_RANK_GAP, _BOX_GAP, self.down),
            engine,
        )

    def _draw_matrix(self, matrix: GraphMatrix, canvas: Canvas, corner: Point) -> int:
        return matrix.draw(canvas, corner, self._ends)

    def _draw_joined(self, arrangement: Arrangement, canvas: Canvas, offset: Point) -> int:
        for edge in self.edges:
            way = [(x + offset[0], y + offset[1]) for x, y in arrangement.lines[edge.key]]
            told = [self._ends(edge), *edge.told, *problem_lines(edge.problems)]
            meaning = Meaning("\n".join(told), edge.link)
            draw_way(canvas, edge.key, way, edge.style, kind=edge.kind, meaning=meaning)
            if edge.labels:
                _draw_label(canvas, edge, arrangement.labels[edge.key].moved(offset))
        for card in self.cards:
            if card.key in arrangement.boxes:
                card.draw(canvas, arrangement.boxes[card.key].moved(offset))
        return offset[1] + arrangement.height

    def _concerns(self) -> Iterator[Concern]:
        for card in self.cards:
            yield from (Concern(card.name, problem) for problem in card.problems)
        for edge in self.edges:
            yield from (Concern(self._ends(edge), problem) for problem in edge.problems)

    def _ends(self, edge: Edge) -> str:
        names = self._names
        return tr(_FROM_TO, source=names[edge.source], target=names[edge.target])

    @cached_property
    def _names(self) -> dict[str, str]:
        return {card.key: card.name for card in self.cards}


def _draw_label(canvas: Canvas, edge: Edge, place: Rect) -> None:
    for number, label in enumerate(edge.labels):
        canvas.text(
            f"{edge.key}.label.{number + 1}",
            Rect(place.left, place.top + 2 + LABEL_LINE * number, place.width, LABEL_LINE),
            [label.text],
            Type("edge-label", label.ink, LABEL_SIZE, bold=label.bold, align="middle"),
        )


def _grid(cards: Sequence[GraphCard], width: int) -> tuple[list[int], list[int]]:
    """The widths of columns and the heights of rows for cards that nothing joins: as wide as
    the rest of the picture, or about twice as wide as high."""
    if not cards:
        return [], []
    widest = max(card.width for card in cards)
    count = max(width // (widest + _BOX_GAP), isqrt(len(cards)), 3)
    rows = [cards[start : start + count] for start in range(0, len(cards), count)]
    return [widest] * len(rows[0]), [max(card.height for card in row) for row in rows]


def _draw_grid(
    canvas: Canvas, cards: Sequence[GraphCard], columns: list[int], rows: list[int], top: int
) -> int:
    for number, card in enumerate(cards):
        row, column = divmod(number, len(columns))
        left = MARGIN + column * (columns[0] + _BOX_GAP)
        above = top + sum(rows[:row]) + _BOX_GAP * row
        card.draw(canvas, Rect(left, above, card.width, card.height))
    return top + sum(rows) + _BOX_GAP * max(len(rows) - 1, 0)
