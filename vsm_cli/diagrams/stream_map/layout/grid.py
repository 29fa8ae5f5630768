"""Where steps stand: columns by distance from the start, rows by lane."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from vsm_cli.analysis.flow.stream_flow import Flow
from vsm_cli.model.elements import CUSTOMER, END

NO_OWNER = ""
UNREAD_OWNER = "?"


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows of one owner: `first` and `last` are row numbers, none where last < first.

    `owner` is a team, a role, `customer`, NO_OWNER or UNREAD_OWNER.
    """

    owner: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Grid:
    """The cell (column, row) of each step; the customer's lane comes first, always."""

    lanes: tuple[Lane, ...]
    column: Mapping[str, int]
    row: Mapping[str, int]
    columns: int
    rows: int

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], str]:
        """The step in each cell that has one."""
        return {(self.column[step], self.row[step]): step for step in self.column}


def lay_grid(flow: Flow) -> Grid:
    """The grid of a stream.

    A column is the longest forward distance from an entry. A step that only rework reaches
    stands in its source's column; one that nothing reaches, at the start.
    """
    column = _columns(flow)
    order = {step: place for place, step in enumerate(flow.stream.steps)}
    in_lane: dict[str, list[str]] = {CUSTOMER: []}
    for step in sorted(order, key=lambda step: (column[step], order[step])):
        in_lane.setdefault(_owner(flow, step), []).append(step)
    lanes: list[Lane] = []
    row: dict[str, int] = {}
    rows = 0
    for owner, steps in in_lane.items():
        levels = _stack(flow, steps, column)
        row.update((step, rows + level) for step, level in levels.items())
        count = max(levels.values(), default=-1) + 1
        lanes.append(Lane(owner, rows, rows + count - 1))
        rows += count
    return Grid(tuple(lanes), column, row, max(column.values(), default=-1) + 1, rows)


def _owner(flow: Flow, step: str) -> str:
    element = flow.stream.steps[step]
    if element.owner is not None:
        return element.owner
    return NO_OWNER if element.lacks("owner") else UNREAD_OWNER


def _columns(flow: Flow) -> dict[str, int]:
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


def _stack(flow: Flow, steps: Iterable[str], column: Mapping[str, int]) -> dict[str, int]:
    """The row of each step within its lane: its predecessor's where that is free up to it,
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
