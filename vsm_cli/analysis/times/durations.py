"""How long an item stays in a state and waits on a way there: the mean, the least, the most."""

from collections.abc import Mapping, Sequence
from math import fsum, inf
from typing import NamedTuple

from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step
from vsm_cli.model.values import Spread


class TimeRange(NamedTuple):
    """A time in seconds that differs from item to item: its mean, the least and the most."""

    mean_s: float = 0.0
    least_s: float = 0.0
    most_s: float = 0.0

    @property
    def fixed(self) -> "TimeRange":
        """The mean for every item."""
        return TimeRange(self.mean_s, self.mean_s, self.mean_s)

    @property
    def varies(self) -> bool:
        return self.least_s != self.most_s


NOTHING = TimeRange()


class Durations:
    """The time of each state of a stream apart from the wait before it, and that wait by the
    route that leads there. States that are no steps take no time."""

    def __init__(self, steps: Mapping[str, Step], times: Mapping[str, StepTimes]) -> None:
        self._times = times
        self._rest = {id_: _rest(step, times[id_]) for id_, step in steps.items()}
        self._wait = {id_: _wait(step, times[id_]) for id_, step in steps.items()}
        routes = (route for step in steps.values() for route in step.routes)
        self._by_route = {route.target for route in routes if route.wait}

    def rest(self, state: str) -> TimeRange:
        """The time of a visit without the wait before it."""
        return self._rest.get(state, NOTHING)

    def wait(self, target: str, route: Route | None) -> TimeRange:
        """The wait before a state, when work comes along a route."""
        times = self._times.get(target)
        if times is None:
            return _span(route.wait) if route and route.wait and target == END else NOTHING
        if times.lead_stands:
            return NOTHING
        return _span(route.wait) if route and route.wait else self._wait[target]

    def joining(self, join: str, route: Route | None) -> TimeRange:
        """The wait before a join. It is one wait of the item, whichever branch comes last, and
        so decides nothing about that; unless it depends on the way there."""
        wait = self.wait(join, route)
        return wait if join in self._by_route else wait.fixed

    def one_wait(self, join: str) -> TimeRange:
        """By how much the one wait before a join differs from its mean."""
        wait = self.wait(join, None)
        off_s = 0.0 if join in self._by_route else wait.mean_s
        return TimeRange(0.0, wait.least_s - off_s, wait.most_s - off_s) if off_s else NOTHING


def _rest(step: Step, times: StepTimes) -> TimeRange:
    if times.cases:
        return _mixed(times, [_rest(case.step, case.times) for case in times.cases])
    if step.lead is not None:
        wait_s = 0.0 if times.lead_stands else times.wait_s or 0.0
        return TimeRange(*(part_s - wait_s for part_s in _span(step.lead)))
    return _span(step.process) if step.process else NOTHING


def _wait(step: Step, times: StepTimes) -> TimeRange:
    wait_s = times.wait_s or 0.0
    if times.cases:
        waits = [
            TimeRange(case.times.wait_s or 0.0, 0.0, inf)
            if case.awaits
            else _wait(case.step, case.times)
            for case in times.cases
        ]
        return _mixed(times, waits)
    if step.wait is not None and step.lead is None:
        return _span(step.wait)
    if step.lead is None and step.queue is None and step.every_s is not None:
        return TimeRange(wait_s, 0.0, step.every_s)
    if step.awaited and wait_s:
        return TimeRange(wait_s, 0.0, inf)
    return TimeRange(wait_s, wait_s, wait_s)


def _mixed(times: StepTimes, ranges: Sequence[TimeRange]) -> TimeRange:
    """A time that differs between the cases of a step."""
    return TimeRange(
        fsum(case.chance * each.mean_s for case, each in zip(times.cases, ranges, strict=True)),
        min(each.least_s for each in ranges),
        max(each.most_s for each in ranges),
    )


def _span(spread: Spread) -> TimeRange:
    match spread.kind:
        case "fixed":
            return TimeRange(spread.mean_s, spread.mean_s, spread.mean_s)
        case "log-normal":
            return TimeRange(spread.mean_s, 0.0, inf)
        case _:
            return TimeRange(spread.mean_s, spread.parameters[0], spread.parameters[-1])
