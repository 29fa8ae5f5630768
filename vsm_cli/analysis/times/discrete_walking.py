"""Every way that items take through a stream whose times are fixed, each with its chance."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import NamedTuple, TypeVar

from vsm_cli.analysis.flow.fork_results import Exit
from vsm_cli.analysis.flow.forks import SKIPPED, Branch, Fork
from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route

MOST_WAYS = 4_096
"""More different ways are not followed: then the distribution counts as not known."""
# Rounds of rework that fewer items take than this are left out; they may hold so much in all.
_LEAST, _LEFT_OUT = 1e-10, 1e-6
_MOST_WORK = 20 * MOST_WAYS
# Ways that take the same are one way, whatever the order in which their times were summed.
_DIGITS = 6


class WayTime(NamedTuple):
    """What a way takes, in seconds: until now, and up to the moment that is looked for (None: it
    has not come)."""

    time_s: float = 0.0
    moment_s: float | None = None


class Moment(NamedTuple):
    """A time to look for on every way: the `first` or the last one that a step is done."""

    step: str
    first: bool


class _Arrival(NamedTuple):
    """Items that come to a state: along which route, and whether they have waited already."""

    so_far: WayTime
    route: Route | None
    waited: bool = False


class _Left(NamedTuple):
    """Items that have left a stream, a branch or a fork; those at the join have waited there."""

    exit: Exit
    outcome: WayTime


class _Together(NamedTuple):
    """What came of the branches of a fork so far: whether any was taken, whether one ended the
    case, where the first of those that failed sends it back to."""

    outcome: WayTime = WayTime()
    taken: bool = False
    ended: bool = False
    back: Exit | None = None


class _Case(NamedTuple):
    """One way that a visit may go: its chance, its times, and what is waited after another stream
    has delivered (s)."""

    chance: float
    times: StepTimes | None
    more_s: float = 0.0


Ways = dict[WayTime, float]
Times = Sequence[tuple[float, float]]
"""Different times in seconds, each with its chance (0–1)."""


class DiscreteWalker:
    """Follows the ways of one stream. `waits` are the times that steps wait for other streams."""

    def __init__(
        self,
        routing: Routing,
        times: Mapping[str, StepTimes],
        waits: Mapping[str, Times],
        moment: Moment | None,
    ) -> None:
        self._moment = moment
        self._routing = routing
        self._times = times
        self._waits = waits
        self._forks = {fork.state: fork for fork in routing.forks}
        self._order = {state: number for number, state in enumerate(routing.rows)}
        self._crossings: dict[str, dict[_Left, float]] = {}
        self._work = 0

    def walk(self) -> Ways | None:
        """What every way takes, with its chance; None where there are too many."""
        pending: dict[str, dict[_Arrival, float]] = {}
        for step, share in (self._routing.starts or {}).items():
            pending[step] = {_Arrival(WayTime(), None): share}
        try:
            # Inner forks stand first, so that none is crossed from deep within others.
            for fork in self._routing.forks:
                self._side_by_side(fork)
            found = self._run(pending)
        except _TooManyError:
            return None
        ways: Ways = {}
        for left, chance in found.items():
            _add(ways, left.outcome, chance)
        return ways if fsum(ways.values()) > 1 - _LEFT_OUT else None

    def _run(
        self,
        pending: dict[str, dict[_Arrival, float]],
        fork: Fork | None = None,
        branch: Branch | None = None,
    ) -> dict[_Left, float]:
        """Walk until all have ended or left a branch of a fork: at the join its wait is behind
        them, those who go back before the fork are still to wait there."""
        left: dict[_Left, float] = {}
        while pending:
            # The earliest state first, so that ways meet and those that take the same become one.
            state = min(pending, key=lambda name: self._order.get(name, -1))
            arrivals = pending.pop(state)
            self._count(len(arrivals))
            if state == END or (fork and state == fork.join):
                for arrival, chance in arrivals.items():
                    for wait_s, part in self._waits_before(state, arrival):
                        later = _later(arrival.so_far, wait_s)
                        _add(left, _Left(Exit(state), later), chance * part)
            elif branch and state not in branch.states:
                for arrival, chance in arrivals.items():
                    _add(left, _Left(Exit(state, arrival.route), arrival.so_far), chance)
            else:
                self._visit(state, arrivals, pending)
            self._count(len(left), 0)
        return left

    def _visit(
        self,
        state: str,
        arrivals: Mapping[_Arrival, float],
        pending: dict[str, dict[_Arrival, float]],
    ) -> None:
        done: Ways = {}
        cases = self._cases(state)
        for arrival, chance in arrivals.items():
            if chance >= _LEAST:
                for case in cases:
                    for wait_s, part in self._waits_before(state, arrival, case):
                        so_far = _later(arrival.so_far, wait_s)
                        outcome = self._done(state, so_far, case.times)
                        _add(done, outcome, chance * case.chance * part)
        self._count(len(done))
        if not done:
            return
        fork = self._forks.get(state)
        if fork is None:
            for move in self._routing.rows[state] or ():
                there = pending.setdefault(move.target, {})
                for outcome, chance in done.items():
                    _add(there, _Arrival(outcome, move.route), chance * move.share)
            return
        for outcome, chance in done.items():
            for (exit_, more), part in self._side_by_side(fork).items():
                arrival = _Arrival(self._after(outcome, more), exit_.route, exit_.route is None)
                _add(pending.setdefault(exit_.target, {}), arrival, chance * part)

    def _cases(self, state: str) -> Sequence[_Case]:
        """What a visit of a state takes, with the chances of each where support may fail."""
        times = self._times.get(state)
        if times is None or not times.cases:
            return (_Case(1.0, times),)
        return [
            _Case(each.chance, each.times, each.step.wait.mean_s)
            if each.awaits and each.step.wait
            else _Case(each.chance, each.times)
            for each in times.cases
        ]

    def _waits_before(self, state: str, arrival: _Arrival, case: _Case | None = None) -> Times:
        """What items wait before a state, or before the end."""
        route = arrival.route
        times = case.times if case else self._times.get(state)
        if arrival.waited:
            return _NO_WAIT
        if times is None:
            return ((route.wait.mean_s, 1.0),) if route and route.wait else _NO_WAIT
        if state in self._waits and not (route and route.wait):
            waits = self._waits[state]
            if case is None or not case.more_s:
                return waits
            return [(wait_s + case.more_s, chance) for wait_s, chance in waits]
        return ((times.wait_along(route), 1.0),)

    def _done(self, state: str, so_far: WayTime, times: StepTimes | None) -> WayTime:
        """Once a state is done, the wait before it being over."""
        if times is None:
            return so_far
        taken_s = times.known_s if times.lead_stands else times.process_s or 0.0
        time_s, moment_s = _later(so_far, taken_s)
        if self._moment and state == self._moment.step:
            moment_s = moment_s if self._moment.first and moment_s is not None else time_s
        return WayTime(time_s, moment_s)

    def _side_by_side(self, fork: Fork) -> dict[_Left, float]:
        """What the branches of a fork that items take need together, from the fork on: the longest
        decides. A branch that ends ends the case; else the first in written order of those that go
        back before the fork decides where to; else all go on at the join."""
        if fork.state not in self._crossings:
            together = {_Together(): 1.0}
            for branch in fork.branches:
                start = {branch.head: {_Arrival(WayTime(), branch.route): branch.share}}
                alone = self._run(start, fork, branch)
                _add(alone, _Left(Exit(SKIPPED), WayTime()), 1.0 - branch.share)
                self._count(len(together) * len(alone), 0)
                both: dict[_Together, float] = {}
                for one, chance in together.items():
                    for other, part in alone.items():
                        _add(both, self._with(fork, one, other), chance * part)
                together = both
            crossing: dict[_Left, float] = {}
            for one, chance in together.items():
                for left, part in self._out_of(fork, one):
                    _add(crossing, left, chance * part)
            self._crossings[fork.state] = crossing
        return self._crossings[fork.state]

    def _out_of(self, fork: Fork, one: _Together) -> Iterator[tuple[_Left, float]]:
        """How items leave a fork."""
        if one.taken or fork.made:
            exit_ = Exit(END) if one.ended else one.back or Exit(fork.join)
            yield _Left(exit_ if one.taken else Exit(SKIPPED), one.outcome), 1.0
            return
        for wait_s, part in self._waits_before(fork.join, _Arrival(one.outcome, None)):
            yield _Left(Exit(fork.join), _later(one.outcome, wait_s)), part

    def _with(self, fork: Fork, one: _Together, other: _Left) -> _Together:
        """What came of some branches and one more."""
        target = other.exit.target
        if target == SKIPPED:
            return one
        failed = target not in (END, fork.join)
        return _Together(
            self._longer(one.outcome, other.outcome),
            True,
            one.ended or (target == END and fork.join != END),
            one.back or (other.exit if failed else None),
        )

    def _longer(self, one: WayTime, other: WayTime) -> WayTime:
        """Side by side: both are through after the longer one."""
        moments_s = [each.moment_s for each in (one, other) if each.moment_s is not None]
        choose = min if self._moment and self._moment.first else max
        moment_s = choose(moments_s) if moments_s else None
        return WayTime(max(one.time_s, other.time_s), moment_s)

    def _after(self, so_far: WayTime, more: WayTime) -> WayTime:
        """One after the other."""
        time_s, moment_s = _later(so_far, more.time_s)
        found = moment_s is not None and self._moment and self._moment.first
        if more.moment_s is not None and not found:
            moment_s = _later(so_far, more.moment_s).time_s
        return WayTime(time_s, moment_s)

    def _count(self, ways: int, work: int | None = None) -> None:
        self._work += ways if work is None else work
        if ways > MOST_WAYS or self._work > _MOST_WORK:
            raise _TooManyError


class _TooManyError(Exception):
    """More ways than are followed."""


_NO_WAIT: Times = ((0.0, 1.0),)
_Way = TypeVar("_Way")


def _later(so_far: WayTime, more_s: float) -> WayTime:
    return WayTime(round(so_far.time_s + more_s, _DIGITS), so_far.moment_s)


def _add(chances: dict[_Way, float], way: _Way, chance: float) -> None:
    chances[way] = chances.get(way, 0.0) + chance
