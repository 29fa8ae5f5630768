"""Which boxes stand in which line, and which routes are lines in it or go by flags."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import Flow
from vsm_cli.diagrams.stream_map.layout.grid import Grid, columns_of, stacked
from vsm_cli.diagrams.stream_map.layout.traffic import Passage, Traffic, ends_of
from vsm_cli.model.streams import Step

# A line over more boxes is harder to follow than a number.
_PASSED_MOST = 2


class BoxLine(NamedTuple):
    """One line of boxes: its grid, its routes, and how many columns stand in lines before."""

    grid: Grid
    traffic: Traffic
    first: int


def lines_of(flow: Flow, most: int) -> list[BoxLine]:
    """The boxes of a stream in lines of at most `most` columns, all about equally long."""
    column = columns_of(flow)
    columns = max(column.values(), default=-1) + 1
    count = max(1, -(-columns // most))
    starts = [-(-columns * number // count) for number in range(count + 1)]
    line_of = {
        step: max(n for n in range(count) if starts[n] <= place) for step, place in column.items()
    }
    far = _Far(flow, column, line_of)
    return [
        BoxLine(_grid(flow, column, range(start, end)), far.traffic(number), start)
        for number, (start, end) in enumerate(pairwise(starts))
    ]


def _grid(flow: Flow, column: Mapping[str, int], taken: range) -> Grid:
    order = {step: place for place, step in enumerate(flow.stream.steps)}
    steps = [step for step in order if column[step] in taken]
    steps.sort(key=lambda step: (column[step], order[step]))
    here = {step: column[step] - taken.start for step in steps}
    row = stacked(flow, steps, here)
    return Grid((), here, row, len(taken), max(row.values(), default=-1) + 1)


class _Far:
    """Tells near routes from far ones. A step that far ones lead to has a number."""

    def __init__(self, flow: Flow, column: Mapping[str, int], line_of: Mapping[str, int]) -> None:
        self._flow, self._column, self._line_of = flow, column, line_of
        routes = [*flow.forward_pairs(), *flow.rework_pairs()]
        targets = {target.id for _, _, target in self._only(routes, near=False)}
        reading = sorted(targets, key=lambda step: (column[step], list(column).index(step)))
        self._flags = {step: str(number) for number, step in enumerate(reading, 1)}

    def traffic(self, line: int) -> Traffic:
        flow = self._flow
        forward, rework = list(flow.forward_pairs()), list(flow.rework_pairs())
        far = self._only([*forward, *rework], near=False)
        return Traffic(
            forward=self._here(self._only(forward, near=True), line),
            rework=self._here(self._only(rework, near=True), line),
            entries=self._in_line((flow.stream.steps[each] for each in flow.entries), line),
            ends=[end for end in ends_of(flow).values() if self._line_of[end[0].id] == line],
            leaving=[(source, route) for source, route, _ in self._here(far, line)],
            arriving=self._in_line((flow.stream.steps[each] for each in self._flags), line),
            flags=self._flags,
        )

    def _only(self, routes: Iterable[Passage], *, near: bool) -> list[Passage]:
        return [each for each in routes if self._is_near(each[0].id, each[2].id) == near]

    def _is_near(self, source: str, target: str) -> bool:
        passed = abs(self._column[source] - self._column[target]) - 1
        return self._line_of[source] == self._line_of[target] and passed <= _PASSED_MOST

    def _here(self, routes: Sequence[Passage], line: int) -> list[Passage]:
        return [each for each in routes if self._line_of[each[0].id] == line]

    def _in_line(self, steps: Iterable[Step], line: int) -> list[Step]:
        return [step for step in steps if self._line_of[step.id] == line]
