"""Which way each route takes through the grid, and the ports where routes arrive.

A step's routes leave at the right, on the *spine* (the middle line of its row). A forward
route runs straight along a row, turns once in an upright channel, or goes over a level
channel next to its target's row. Channel `k` lies between columns `k` and `k + 1` (-1: left
of the first), level channel `h` above row `h`. What runs along a spine is reserved, so that
no two routes ever lie on each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vsm_cli.diagrams.stream_map.layout.grid import Grid
from vsm_cli.diagrams.stream_map.layout.traffic import Passage, Traffic
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step

Kind = Literal["straight", "turn", "over"]


@dataclass(slots=True, eq=False)
class RouteWay:
    """A forward route and its way.

    `kind` "turn" changes rows in channel `turn`; "over" leaves by channel `turn`, follows
    level channel `over` and comes down (or up) in the channel before its target.
    """

    source: Step
    target: Step
    route: Route
    kind: Kind
    turn: int
    over: int = -1


@dataclass(slots=True, eq=False)
class Port:
    """Where something meets the left side of a cell, on the spine or above or below it.

    It holds the way of a route, or the mark of an entry, or the mark of the end that the
    step on the left leads to. With a `flag`, the line comes in from far away, or goes there.
    `offset` from the spine is found once heights are known.
    """

    way: RouteWay | None = None
    entry: Step | None = None
    end_of: tuple[Step, Route] | None = None
    flag: str = ""
    above: int = 6
    below: int = 6
    offset: int = 0


@dataclass(slots=True, eq=False)
class Stack:
    """The ports at one cell, from the top; `spine` is the place of the one on the spine, or
    the number of those above it where none is."""

    ports: list[Port] = field(default_factory=list)
    spine: int = 0
    on_spine: bool = False


@dataclass(slots=True, eq=False)
class Plan:
    """All ways, and the ports by cell (column, row)."""

    ways: list[RouteWay]
    stacks: dict[tuple[int, int], Stack]


def plan_ways(traffic: Traffic, grid: Grid) -> Plan:
    return _Planner(traffic, grid).plan()


class _Planner:
    def __init__(self, traffic: Traffic, grid: Grid) -> None:
        self._traffic = traffic
        self._grid = grid
        self._taken: set[tuple[int, int]] = set(grid.cells)
        # Row and channel, or row and cell, whose spine something runs along: its source.
        self._channels: dict[tuple[int, int], str] = {}
        self._cells: dict[tuple[int, int], str] = {}
        self._ends: list[tuple[Step, Route]] = []

    def plan(self) -> Plan:
        self._place_ends()
        for source, _ in self._ends:
            self._channels[self._column(source), self._row(source)] = source.id
        pairs = self._traffic.forward
        ways = {route: way for *_, route, way in self._straight_ones(pairs)}
        for source, route, _ in pairs:
            if route not in ways:
                self._channels[self._column(source), self._row(source)] = source.id
        for source, route, target in pairs:
            if route not in ways:
                ways[route] = self._bent(source, route, target)
        ordered = [ways[route] for _, route, _ in pairs]
        return Plan(ordered, self._stacks(ordered))

    def _column(self, step: Step) -> int:
        return self._grid.column[step.id]

    def _row(self, step: Step) -> int:
        return self._grid.row[step.id]

    def _place_ends(self) -> None:
        """Ends stand right of their step: in the next cell, which no route may then cross."""
        for step, route in (*self._traffic.ends, *self._traffic.leaving):
            self._ends.append((step, route))
            self._taken.add((self._column(step) + 1, self._row(step)))

    def _free(self, row: int, first: int, last: int) -> bool:
        return all((column, row) not in self._taken for column in range(first, last + 1))

    def _straight_ones(self, pairs: Sequence[Passage]) -> Iterator[tuple[Step, Route, RouteWay]]:
        for source, route, target in pairs:
            row, first, last = self._row(source), self._column(source), self._column(target)
            if row != self._row(target) or first >= last:
                continue
            if not self._free(row, first + 1, last - 1):
                continue
            if self._cells.get((last, row)) == source.id:
                continue  # a second route between the same two steps
            self._reserve(source, row, first, last)
            yield source, route, RouteWay(source, target, route, "straight", first)

    def _reserve(self, source: Step, row: int, first: int, last: int) -> None:
        for column in range(first, last):
            self._channels[column, row] = source.id
            self._cells[column + 1, row] = source.id

    def _bent(self, source: Step, route: Route, target: Step) -> RouteWay:
        first, last = self._column(source), self._column(target)
        from_row, to_row = self._row(source), self._row(target)
        if first < last and from_row != to_row:
            if self._free(to_row, first + 1, last - 1):
                return RouteWay(source, target, route, "turn", first)
            if self._may_run_on(source, from_row, first, last):
                for column in range(first, last):
                    self._channels[column, from_row] = source.id
                for column in range(first + 1, last):
                    self._cells[column, from_row] = source.id
                return RouteWay(source, target, route, "turn", last - 1)
        over = to_row if from_row < to_row else to_row + 1
        return RouteWay(source, target, route, "over", first, over)

    def _may_run_on(self, source: Step, row: int, first: int, last: int) -> bool:
        """Whether a route may follow its own row up to the channel before its target."""
        channels = (self._channels.get((column, row)) for column in range(first, last))
        return self._free(row, first + 1, last) and all(
            owner in (None, source.id) for owner in channels
        )

    def _stacks(self, ways: list[RouteWay]) -> dict[tuple[int, int], Stack]:
        arriving: dict[tuple[int, int], list[Port]] = {}
        for way in ways:
            cell = self._column(way.target), self._row(way.target)
            arriving.setdefault(cell, []).append(Port(way=way))
        for step in self._traffic.entries:
            cell = self._column(step), self._row(step)
            arriving.setdefault(cell, []).append(Port(entry=step))
        for step in self._traffic.arriving:
            cell = self._column(step), self._row(step)
            flag = self._traffic.flags[step.id]
            arriving.setdefault(cell, []).append(Port(entry=step, flag=flag))
        for source, route in self._ends:
            cell = self._column(source) + 1, self._row(source)
            flag = self._traffic.flags.get(route.target, "") if route.target != END else ""
            arriving.setdefault(cell, []).append(Port(end_of=(source, route), flag=flag))
        return {cell: self._stack(cell, ports) for cell, ports in arriving.items()}

    def _stack(self, cell: tuple[int, int], ports: list[Port]) -> Stack:
        row = cell[1]
        ports.sort(key=lambda port: self._origin(port, row))
        middle = len(ports) // 2
        candidates = sorted(
            (place for place, port in enumerate(ports) if self._fits_spine(port, cell)),
            key=lambda place: (self._rank(ports[place], cell), abs(place - middle), place),
        )
        if candidates:
            return Stack(ports, candidates[0], True)
        above = sum(self._origin(port, row) < 0 for port in ports)
        return Stack(ports, above, False)

    def _origin(self, port: Port, row: int) -> float:
        """Where a port's line comes from: rows above (negative) or below its own."""
        if port.end_of:
            return 0.3
        if port.way is None:
            return -0.1
        if port.way.kind == "over":
            return port.way.over - row - 0.5
        return self._row(port.way.source) - row

    def _rank(self, port: Port, cell: tuple[int, int]) -> int:
        if port.way is not None and port.way.kind == "straight":
            return 0
        if port.end_of and cell not in self._grid.cells:
            return 1
        return 2 if port.entry else 3

    def _fits_spine(self, port: Port, cell: tuple[int, int]) -> bool:
        """Whether nothing else runs along the spine where this port's line does."""
        column, row = cell
        if port.end_of:
            return (column, row) not in self._grid.cells
        if port.way is None:
            return (column - 1, row) not in self._channels
        if port.way.kind == "straight":
            return True
        first = port.way.turn if port.way.kind == "turn" else column - 1
        return not any(
            (channel, row) in self._channels for channel in range(first, column)
        ) and not any((passed, row) in self._cells for passed in range(first + 1, column))
