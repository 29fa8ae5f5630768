"""Where steps stand: columns by distance from the start, rows by lane."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vsm_cli.analysis.flow.stream_flow import Flow
from vsm_cli.model.elements import CUSTOMER, END

NO_OWNER = ""
UNREAD_OWNER = "?"


@dataclass(frozen=True, slots=True)
class Lane:
    """What one owner does without a gap: `steps` in the rows from `first` to `last` (none where
    last < first) and the columns from `left` to `right`, ends of the stream behind them included.

    `owner` is a team, a role, `customer`, NO_OWNER or UNREAD_OWNER.
    """

    owner: str
    first: int
    last: int
    left: int = 0
    right: int = -1
    steps: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Grid:
    """The cell (column, row) of each step. Lanes of which one ends before the other begins
    share their rows; the customer's lane comes first and alone, where there is one."""

    lanes: tuple[Lane, ...]
    column: Mapping[str, int]
    row: Mapping[str, int]
    columns: int
    rows: int

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], str]:
        """The step in each cell that has one."""
        return {(self.column[step], self.row[step]): step for step in self.column}


@dataclass(slots=True)
class _Piece:
    """Steps of one owner without a gap between them, and the columns that they take."""

    owner: str
    steps: list[str]
    left: int
    right: int

    def meets(self, other: "_Piece") -> bool:
        return self.left <= other.right and other.left <= self.right


def lay_grid(flow: Flow, *, with_customer: bool = True) -> Grid:
    """The grid of a stream, with a lane for the customer even if it is empty.

    A column is the longest forward distance from an entry. A step that only rework reaches
    stands in its source's column; one that nothing reaches, at the start.
    """
    column = columns_of(flow)
    order = {step: place for place, step in enumerate(flow.stream.steps)}
    in_lane: dict[str, list[str]] = {CUSTOMER: []} if with_customer else {}
    for step in sorted(order, key=lambda step: (column[step], order[step])):
        in_lane.setdefault(owner_of(flow, step), []).append(step)
    lanes: list[Lane] = []
    row: dict[str, int] = {}
    rows = 0
    for band in _bands(flow, in_lane, column):
        height = 0
        for piece in sorted(band, key=lambda piece: piece.left):
            levels = stacked(flow, piece.steps, column)
            row.update((step, rows + level) for step, level in levels.items())
            count = max(levels.values(), default=-1) + 1
            last, steps = rows + count - 1, frozenset(piece.steps)
            lanes.append(Lane(piece.owner, rows, last, piece.left, piece.right, steps))
            height = max(height, count)
        rows += height
    return Grid(tuple(lanes), column, row, max(column.values(), default=-1) + 1, rows)


def _bands(
    flow: Flow, in_lane: Mapping[str, Sequence[str]], column: Mapping[str, int]
) -> list[list[_Piece]]:
    """The pieces of lanes that share their rows: those of one owner where that may be."""
    pieces = [piece for each in in_lane.items() for piece in _pieces(flow, *each, column)]
    bands: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.owner != CUSTOMER, piece.left)):
        free = [
            band
            for band in bands
            if not any(piece.meets(other) or other.owner == CUSTOMER for other in band)
        ]
        own = [band for band in free if any(other.owner == piece.owner for other in band)]
        if piece.owner != CUSTOMER and free:
            (own or free)[0].append(piece)
        else:
            bands.append([piece])
    return bands


def _pieces(
    flow: Flow, owner: str, steps: Sequence[str], column: Mapping[str, int]
) -> Iterator[_Piece]:
    """What an owner does, cut where it has nothing to do for a column."""
    piece = _Piece(owner, [], 0, -1)
    for step in steps:
        left, right = _reach(flow, [step], column)
        if piece.steps and owner != CUSTOMER and left - piece.right > 1:
            yield piece
            piece = _Piece(owner, [], 0, -1)
        piece.left = min(piece.left, left) if piece.steps else left
        piece.right = max(piece.right, right)
        piece.steps.append(step)
    yield piece


def _reach(flow: Flow, steps: Iterable[str], column: Mapping[str, int]) -> tuple[int, int]:
    """The first and last columns of some steps; an end takes the one behind its step."""
    ends = {step for step in steps if any(route.target == END for route in flow.forward[step])}
    taken = [column[step] for step in steps] + [column[step] + 1 for step in ends]
    return min(taken, default=0), max(taken, default=-1)


def owner_of(flow: Flow, step: str) -> str:
    """Whose lane a step belongs to."""
    element = flow.stream.steps[step]
    if element.owner is not None:
        return element.owner
    return NO_OWNER if element.lacks("owner") else UNREAD_OWNER


def columns_of(flow: Flow) -> dict[str, int]:
    """The column of each step."""
    column: dict[str, int] = {}
    _extend(flow, column, dict.fromkeys(flow.entries, 0))
    while True:
        by_rework = {
            target.id: column[source.id]
            for source, _, target in flow.rework_pairs()
            if source.id in column and target.id not in column
        }
        if not by_rework:
            break
        _extend(flow, column, by_rework)
    unreached = [step for step in flow.stream.steps if step not in column]
    targets = {r.target for step in unreached for r in flow.forward[step]}
    _extend(flow, column, {step: 0 for step in unreached if step not in targets})
    return column


def _extend(flow: Flow, column: dict[str, int], starts: Mapping[str, int]) -> None:
    """Give columns to `starts` and to the steps behind them that have none yet."""
    nodes = set(starts)
    for start in starts:
        nodes |= flow.reachable(start)
    nodes -= column.keys()
    waiting = dict.fromkeys(nodes, 0)
    for node in nodes:
        for target in _targets(flow, node):
            if target in nodes:
                waiting[target] += 1
    distance = {node: starts.get(node, 0) for node in nodes}
    ready = [node for node in nodes if not waiting[node]]
    while ready:
        node = ready.pop()
        column[node] = distance[node]
        for target in _targets(flow, node):
            if target in nodes:
                distance[target] = max(distance[target], distance[node] + 1)
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)


def _targets(flow: Flow, step: str) -> Iterable[str]:
    return (route.target for route in flow.forward[step] if route.target != END)


def stacked(flow: Flow, steps: Iterable[str], column: Mapping[str, int]) -> dict[str, int]:
    """The row of each of some steps among them: its predecessor's where that is free up to it,
    else the first one that is free."""
    level: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for step in steps:
        here = column[step]
        wished = [
            level[source]
            for source, _ in flow.incoming[step]
            if source in level
            and column[source] < here
            and not any((c, level[source]) in taken for c in range(column[source] + 1, here + 1))
        ]
        free = next(r for r in range(len(column) + 1) if (here, r) not in taken)
        level[step] = wished[0] if wished else free
        taken.add((here, level[step]))
    return level
