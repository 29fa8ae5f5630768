"""How long the branches of a fork take, and where they are left, way by way."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from math import fsum, inf
from typing import NamedTuple

from vsm_cli.analysis.flow.fork_results import Exit, exit_of
from vsm_cli.analysis.flow.forks import SKIPPED, Branch, Fork
from vsm_cli.analysis.flow.item_routing import Moves
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain
from vsm_cli.analysis.reachable import reachable
from vsm_cli.analysis.times.durations import Durations, TimeRange
from vsm_cli.analysis.times.tally import GOAL, Crossing, Tally, Way
from vsm_cli.model.streams import Route

MOST_WAYS = 4096
"""So many times that a branch may take are told apart; beyond that its mean counts."""

NEVER_S = -inf
"""How long a branch lasts that is not taken: less than any that is."""


class _Edge(NamedTuple):
    """From one state of a branch to `target`, or out by `exit`. The time is that of the stay in
    the state and of the wait before the next one; `way` is that of a fork that is crossed."""

    target: str
    exit: Exit | None
    share: float
    span: TimeRange
    route: Route | None
    way: Way | None = None

    @property
    def goes_back(self) -> bool:
        return self.exit is not None and self.exit.route is not None


class BranchWays:
    """One branch of a fork: the chances of its times, at the means of its steps.

    `ways` includes not taking it; None where a share is not known. `span` is how long it takes
    those who do. `is_exact` if there is no spread and no way back within it, and no more times
    than `MOST_WAYS`; else the mean for each exit may stand for its times.
    """

    def __init__(
        self,
        fork: Fork,
        branch: Branch,
        rows: Mapping[str, Moves | None],
        crossings: Mapping[str, Crossing | None],
        durations: Durations,
        goal: str | None,
    ) -> None:
        self._fork, self._branch, self._durations = fork, branch, durations
        self._rows, self._crossings = rows, crossings
        self._goal = goal if goal in branch.states else None
        self.share = branch.share
        self.ways: dict[Way, float] | None = None
        self.is_exact = True
        self.span = TimeRange()
        self._edges: dict[str, list[_Edge]] = {}
        self._times: dict[str, dict[float, float]] | None = {}
        self._start = self._edge(branch.head, branch.route, 1.0, TimeRange())
        reached = [] if self._start.exit else list(reachable([branch.head], self._onward))
        if len(self._edges) < len(reached):
            return
        order = self._in_order()
        self.span = self._whole_span(order)
        varies = any(edge.span.varies for edge in self._all_edges())
        if order is None or not self._told_apart(order):
            self._times = None
            self._by_mean()
        self.is_exact = self._times is not None and not varies

    def _onward(self, state: str) -> list[str]:
        edges = self._edges_of(state)
        if edges is None:
            return []
        self._edges[state] = edges
        return [edge.target for edge in edges if not edge.exit]

    def _edges_of(self, state: str) -> list[_Edge] | None:
        rest = self._durations.rest(state)
        if state in self._crossings:
            crossing = self._crossings[state]
            return None if crossing is None else list(self._across(crossing, rest))
        moves = self._rows[state]
        if moves is None:
            return None
        return [self._edge(move.target, move.route, move.share, rest) for move in moves]

    def _edge(self, target: str, route: Route | None, share: float, before: TimeRange) -> _Edge:
        exit_ = self._exit_of(target, route)
        edge = _Edge(target, exit_, share, before, route)
        return edge if edge.goes_back else self._after_wait(edge)

    def _exit_of(self, target: str, route: Route | None) -> Exit | None:
        if target in (self._goal, GOAL.target):
            return GOAL
        return exit_of(self._fork, self._branch, target, route)

    def _after_wait(self, edge: _Edge) -> _Edge:
        joins = edge.target == self._fork.join
        wait = self._durations.joining if joins else self._durations.wait
        return edge._replace(span=_sum(edge.span, wait(edge.target, edge.route)))

    def _across(self, crossing: Crossing, rest: TimeRange) -> Iterator[_Edge]:
        for way, share in crossing.ways.items():
            time_s, (target, route) = way
            span = TimeRange(time_s).fixed
            if not crossing.is_exact:
                span = TimeRange(time_s, crossing.span.least_s, crossing.span.most_s)
            exit_ = self._exit_of(target, route)
            edge = _Edge(target, exit_, share, _sum(rest, span), route, way)
            if exit_ is None:
                wait = self._durations.one_wait(target)
                edge = (
                    self._after_wait(edge) if route else edge._replace(span=_sum(edge.span, wait))
                )
            yield edge

    def _all_edges(self) -> Iterator[_Edge]:
        yield self._start
        for edges in self._edges.values():
            yield from edges

    def _in_order(self) -> list[str] | None:
        """The states, each before those that it leads to; None where a way leads back."""
        missing = dict.fromkeys(self._edges, 0)
        for edges in self._edges.values():
            for edge in edges:
                if not edge.exit:
                    missing[edge.target] += 1
        ready = [state for state, count in missing.items() if not count]
        for state in ready:
            for edge in self._edges[state]:
                if not edge.exit:
                    missing[edge.target] -= 1
                    if not missing[edge.target]:
                        ready.append(edge.target)
        return ready if len(ready) == len(self._edges) else None

    def _whole_span(self, order: list[str] | None) -> TimeRange:
        """The least and the most that the branch takes; its mean is not told."""
        start = self._start
        least, most = {start.target: start.span.least_s}, {start.target: start.span.most_s}
        ends = {start.exit: start.span} if start.exit else {}
        changed = True
        while changed:
            changed = False
            for state in order or self._edges:
                for edge in self._edges[state] if state in least else ():
                    low_s = least[state] + edge.span.least_s
                    high_s = most[state] + edge.span.most_s if order else inf
                    if edge.exit:
                        known = ends.get(edge.exit, TimeRange(0.0, inf, 0.0))
                        low_s, high_s = min(low_s, known.least_s), max(high_s, known.most_s)
                        ends[edge.exit] = TimeRange(0.0, low_s, high_s)
                    else:
                        changed |= order is None and low_s < least.get(edge.target, inf)
                        least[edge.target] = min(low_s, least.get(edge.target, inf))
                        most[edge.target] = max(high_s, most.get(edge.target, 0.0))
        times = [span for exit_, span in ends.items() if exit_ not in (GOAL, Exit(SKIPPED))]
        return TimeRange(
            0.0,
            min((span.least_s for span in times), default=0.0),
            max((span.most_s for span in times), default=0.0),
        )

    @property
    def may_be_left_out(self) -> bool:
        """Whether some items do not take the branch."""
        return any(time_s == NEVER_S for time_s, _ in self.ways or ())

    def _told_apart(self, order: list[str]) -> bool:
        """Tell apart all times; False where there are too many."""
        ways: dict[Way, float] = defaultdict(float)
        times: dict[str, dict[float, float]] = {state: defaultdict(float) for state in order}

        def go(edge: _Edge, time_s: float, chance: float) -> None:
            after_s = time_s + edge.span.mean_s
            if edge.exit is None:
                times[edge.target][after_s] += chance
            else:
                skipped = edge.exit == Exit(SKIPPED)
                ways[NEVER_S if skipped else after_s, edge.exit] += chance

        go(self._start, 0.0, self.share)
        for state in order:
            if len(times[state]) > MOST_WAYS or len(ways) > MOST_WAYS:
                return False
            for edge in self._edges[state]:
                for time_s, chance in times[state].items():
                    go(edge, time_s, chance * edge.share)
        if self.share < 1:
            ways[NEVER_S, Exit(SKIPPED)] += 1 - self.share
        self.ways, self._times = ways, times
        return len(ways) <= MOST_WAYS

    def _by_mean(self) -> None:
        """One time for each exit: the mean of those who leave by it."""
        self.ways = None
        self._chain = chain = AbsorbingChain(self._edges, [self._start.target])
        if not chain.solvable:
            return
        visits = chain.visits({self._start.target: 1.0})
        ways: dict[Way, float] = {}
        for exit_ in dict.fromkeys(edge.exit for edge in self._all_edges() if edge.exit):
            chances = self._values({exit_: 1.0})
            chance = chances(self._start)
            if chance > 0:
                sum_s = fsum(
                    visits[state] * edge.share * edge.span.mean_s * chances(edge)
                    for state in chain.states
                    for edge in self._edges[state]
                )
                time_s = self._start.span.mean_s + sum_s / chance
                skipped = exit_ == Exit(SKIPPED)
                ways[NEVER_S if skipped else time_s, exit_] = chance * self.share
        if self.share < 1:
            never = NEVER_S, Exit(SKIPPED)
            ways[never] = ways.get(never, 0.0) + 1 - self.share
        self.ways = ways
        self._visits = visits

    def _values(self, of_exit: Mapping[Exit, float]) -> Callable[[_Edge], float]:
        """What an item is worth on average that goes along an edge, by the exit it will take."""

        def leaving(exit_: Exit) -> float:
            return of_exit.get(exit_, 0.0)

        values = self._chain.values(
            {
                state: fsum(edge.share * leaving(edge.exit) for edge in edges if edge.exit)
                for state, edges in self._edges.items()
            }
        )
        return lambda edge: leaving(edge.exit) if edge.exit else values[edge.target]

    def gather(self, weights: Mapping[Way, float], tally: Tally) -> None:
        """Add what items gather in the branch, each way with a weight of its own."""
        if self._times is None:
            self._gather_by_mean(weights, tally)
            return
        worth: dict[str, dict[float, float]] = {}

        def along(edge: _Edge, time_s: float) -> float:
            after_s = time_s + edge.span.mean_s
            if edge.exit is None:
                return worth[edge.target][after_s]
            return 0.0 if edge.exit == Exit(SKIPPED) else weights[after_s, edge.exit]

        for state, times in reversed(self._times.items()):
            worth[state] = dict.fromkeys(times, 0.0)
            across: dict[Way, float] = defaultdict(float)
            for edge in self._edges[state]:
                for time_s, chance in times.items():
                    value = along(edge, time_s)
                    if value:
                        worth[state][time_s] += edge.share * value
                        self._pass(edge, chance * edge.share * value, tally)
                        if edge.way:
                            across[edge.way] += chance * value
            tally.stays[state] += fsum(times[t] * value for t, value in worth[state].items())
            self._cross(state, across, tally)
        self._pass(self._start, self.share * along(self._start, 0.0), tally)

    def _gather_by_mean(self, weights: Mapping[Way, float], tally: Tally) -> None:
        by_exit = {way[1]: weights[way] for way in self.ways or () if way[0] != NEVER_S}
        along = self._values(by_exit)
        for state, often in self._visits.items():
            across: dict[Way, float] = defaultdict(float)
            for edge in self._edges[state]:
                value = self.share * often * along(edge)
                tally.stays[state] += edge.share * value
                self._pass(edge, edge.share * value, tally)
                if edge.way:
                    across[edge.way] += value
            self._cross(state, across, tally)
        self._pass(self._start, self.share * along(self._start), tally)

    def _pass(self, edge: _Edge, often: float, tally: Tally) -> None:
        """Go along an edge. Who comes to the goal within a fork has been there already."""
        if not edge.goes_back:
            tally.come(edge.route, often)
        if edge.exit == GOAL and edge.target != GOAL.target:
            tally.stays[edge.target] += often

    def _cross(self, state: str, weights: Mapping[Way, float], tally: Tally) -> None:
        crossing = self._crossings.get(state)
        if crossing is not None and weights:
            crossing.gather(lambda way: weights.get(way, 0.0), tally)


def _sum(one: TimeRange, other: TimeRange) -> TimeRange:
    return TimeRange(*(a + b for a, b in zip(one, other, strict=True)))
