"""Things and what leads from one to another as a matrix: from across, to down. Where everything
is joined with everything, lines between cards cannot be told apart."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.graph_card import GraphCard
from vsm_cli.diagrams.graph_edge import Edge
from vsm_cli.diagrams.graph_lines import draw_way
from vsm_cli.diagrams.problem_chips import problem_lines
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message, tr

CARDS_MOST, EDGES_MOST = 15, 60
_CELL, _LINE = 34, 14
_PAD = 8
_NAME = 9
_NAME_MOST = 280
_HEAD = 34

_FROM = message("across: from · down: to")
_DIAGONAL = Look("diagonal", fill=palette.CHIP_FILL)
_GRID = Stroke("matrix-line", palette.LANE_LINE, 0.8)
_WORDS = Type("matrix", palette.SOFT, _NAME)
_NUMBER = Type("matrix", palette.SOFT, _NAME, bold=True, align="middle")


def is_dense(cards: Sequence[GraphCard], edges: Sequence[Edge]) -> bool:
    """Whether a graph is drawn as a matrix: by its size alone."""
    return len(cards) > CARDS_MOST and len(edges) > EDGES_MOST


class GraphMatrix:
    """Cards that edges join, in an order in which neighbours stand together."""

    def __init__(self, cards: Sequence[GraphCard], edges: Sequence[Edge]) -> None:
        by_key = {card.key: card for card in cards}
        self._cards = [by_key[key] for key in neighbours_together(list(by_key), edges)]
        self._place = {card.key: place for place, card in enumerate(self._cards)}
        self._edges = edges
        names = [measure(_named(n, card), _NAME, bold=True) for n, card in enumerate(self._cards)]
        self._name_width = min(max(names), _NAME_MOST) + 2 * _PAD
        in_cell = Counter((edge.source, edge.target) for edge in edges)
        most = dict.fromkeys(self._place, 1)
        for (_, target), count in in_cell.items():
            most[target] = max(most[target], count)
        self._heights = [_LINE * most[card.key] + _PAD for card in self._cards]

    @property
    def width(self) -> int:
        return self._name_width + _CELL * len(self._cards)

    def draw(self, canvas: Canvas, corner: Point, ends: Callable[[Edge], str]) -> int:
        """Draw it with its left top at a point; `ends` says where an edge leads. Gives where it
        ends."""
        left, top = corner[0] + self._name_width, corner[1] + _HEAD
        tops = list(accumulate(self._heights, initial=top))
        canvas.text(
            f"{canvas.id}.matrix",
            Rect(corner[0], corner[1], measure(tr(_FROM), _NAME), 12),
            [tr(_FROM)],
            _WORDS,
        )
        for place, card in enumerate(self._cards):
            row = Rect(corner[0], tops[place], self._name_width, self._heights[place])
            self._draw_card(canvas, place, card, row)
            cell = Rect(left + _CELL * place, row.top, _CELL, row.height)
            number = f"{canvas.id}.matrix.{place + 1}"
            canvas.shape(f"{number}.self", cell, _DIAGONAL)
            heading = Rect(cell.left, top - 15, _CELL, 12)
            canvas.text(number, heading, [str(place + 1)], _NUMBER, Meaning(card.name))
        self._draw_grid(canvas, (left, top), tops)
        self._draw_edges(canvas, left, tops, ends)
        return tops[-1]

    def _draw_card(self, canvas: Canvas, place: int, card: GraphCard, row: Rect) -> None:
        canvas.kinds.update(card.signs)
        line = palette.NO_OWNER if card.ownerless else palette.BORDER
        look = Look(card.kind, fill=card.fill, line=line, thickness=0.8)
        told = [*card.told, *problem_lines(card.problems)]
        meaning = Meaning("\n".join(filter(None, told)), card.link)
        canvas.shape(card.key, row, look, meaning=meaning)
        room = row.width - 2 * _PAD
        text = shorten(_named(place, card), room, _NAME, bold=True)
        words = Rect(row.left + _PAD, row.middle[1] - 6, room, 12)
        ink = palette.NO_OWNER if card.ownerless else card.ink
        canvas.text(f"{card.key}.name", words, [text], Type("matrix", ink, _NAME, bold=True))

    def _draw_grid(self, canvas: Canvas, corner: Point, tops: Sequence[int]) -> None:
        left, top = corner
        right = left + _CELL * len(self._cards)
        for place, y in enumerate(tops):
            x = left + _CELL * place
            id = f"{canvas.id}.matrix-line.{place}"
            canvas.line(f"{id}.level", [(left, y), (right, y)], _GRID)
            canvas.line(f"{id}.upright", [(x, top), (x, tops[-1])], _GRID)

    def _draw_edges(
        self, canvas: Canvas, left: int, tops: Sequence[int], ends: Callable[[Edge], str]
    ) -> None:
        drawn: Counter[tuple[str, str]] = Counter()
        for edge in self._edges:
            pair = edge.source, edge.target
            x = left + _CELL * self._place[edge.source] + 4
            y = tops[self._place[edge.target]] + _PAD // 2 + _LINE // 2 + _LINE * drawn[pair]
            drawn[pair] += 1
            end = x + _CELL - 8
            way = [(x, y), (x, y), (end, y), (end, y)]
            told = [ends(edge), *edge.told, *problem_lines(edge.problems)]
            meaning = Meaning("\n".join(told), edge.link)
            draw_way(canvas, edge.key, way, edge.style, kind=edge.kind, meaning=meaning)


def neighbours_together(keys: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """The keys in an order in which each stands near those that it is joined with most: next
    comes what is joined most with what stands there, counting the last ones most."""
    joined: dict[str, Counter[str]] = {key: Counter() for key in keys}
    for edge in edges:
        joined[edge.source][edge.target] += 1
        joined[edge.target][edge.source] += 1
    rest = dict.fromkeys(keys)
    order: list[str] = []
    pull: Mapping[str, float] = dict.fromkeys(keys, 0.0)
    while rest:
        following = max(rest, key=lambda key: (pull[key], joined[key].total()))
        del rest[following]
        order.append(following)
        pull = {key: pull[key] / 2 + joined[following][key] for key in rest}
    return order


def _named(place: int, card: GraphCard) -> str:
    return f"{place + 1}  {card.name}"
