"""How long a fork takes: the longest of its branches, for every way that chance can go."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

from vsm_cli.analysis.flow.fork_results import Chances, Exit, combined
from vsm_cli.analysis.flow.forks import SKIPPED, Fork
from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.times.branch_ways import (
    NEVER_S,
    BranchWays,
)
from vsm_cli.analysis.times.durations import Durations, TimeRange
from vsm_cli.analysis.times.tally import GOAL, Crossing, Tally, Way, Weight
from vsm_cli.model.elements import END


class ForkWays:
    """A fork that is crossed: `ways` are the chances of its times and exits.

    The branches are independent, so the chance that one is the longest, with a certain time, is
    the product of the chances that the others take no longer: no need to go through all
    combinations. The time is the mean of the longest, exactly, where each branch has few times
    (Pinedo, Scheduling, 2016, ch. 10: the makespan of parallel work); where a branch stands
    with its mean, at least that (Jensen's inequality), unless it can never change which is the
    longest.
    """

    def __init__(self, fork: Fork, branches: Sequence[BranchWays], durations: Durations) -> None:
        self._fork, self._branches = fork, branches
        self._joining_s = 0.0 if fork.join == END else durations.wait(fork.join, None).mean_s
        self.is_exact = _is_exact(branches)
        certain = [b.span.least_s for b in branches if not b.may_be_left_out]
        shortest = [*(b.span.least_s for b in branches), *([] if fork.made else [self._joining_s])]
        self.span = TimeRange(
            0.0,
            max(certain) if certain else min(shortest),
            max(self._joining_s, *(branch.span.most_s for branch in branches)),
        )
        self._results: list[dict[Way, list[tuple[Exit, float]]]] = [{} for _ in branches]
        self.ways: dict[Way, float] = defaultdict(float)
        if self._only_to_goal():
            return
        shorter = [_Shorter(fork, branch) for branch in branches]
        for number, branch in enumerate(branches):
            for way, chance in (branch.ways or {}).items():
                results = self._results[number][way] = self._with(number, way, shorter)
                for exit_, share in results:
                    self.ways[self._time(way, exit_), exit_] += chance * share

    def _only_to_goal(self) -> bool:
        """Whether all items come to the goal in one branch, whatever is known of the others."""
        for number, branch in enumerate(self._branches):
            if branch.ways and all(exit_ == GOAL for _, exit_ in branch.ways):
                self._results[number] = {way: [(GOAL, 1.0)] for way in branch.ways}
                self.ways.update(branch.ways)
                return True
        return False

    def _with(
        self, number: int, way: Way, shorter: Sequence["_Shorter"]
    ) -> list[tuple[Exit, float]]:
        """How the fork is left where this branch is the longest with this way: the exits with
        their chances, those included that the others take no longer."""
        if way[1] == GOAL:
            return [(GOAL, 1.0)]
        # Of branches that take equally long the one that is written first counts.
        others = [each.than(way[0], or_equal=place > number) for place, each in enumerate(shorter)]
        others[number] = _certain(self._fork, way)
        return combined(self._fork, others)

    def _time(self, way: Way, exit_: Exit) -> float:
        if way[0] == NEVER_S and exit_ != Exit(SKIPPED):
            return self._joining_s
        return way[0]

    def gather(self, weight: Weight, tally: Tally) -> None:
        """Add what items gather that cross the fork, each way with a weight of its own."""
        for number, branch in enumerate(self._branches):
            results = self._results[number]
            if not results:
                continue
            weights: dict[Way, float] = defaultdict(float)
            for way, exits in results.items():
                parts = {e: share * weight((self._time(way, e), e)) for e, share in exits}
                weights[way] = sum(parts.values())
                if way[1] == Exit(self._fork.join) and branch.ways:
                    # It has waited before the join, to which another branch let nobody go on.
                    waited = weights[way] - parts.get(way[1], 0.0)
                    if waited:
                        tally.waits[self._fork.join] += branch.ways[way] * waited
                if weights[way] and way[1] != GOAL:
                    tally.crossed.add(self._fork.state)
                    if not self.is_exact:
                        tally.vague.add(self._fork.state)
            branch.gather(weights, tally)


class _Shorter:
    """The chances that a branch takes no longer than a time, by where it is left."""

    def __init__(self, fork: Fork, branch: BranchWays) -> None:
        ways = sorted((branch.ways or {}).items(), key=lambda item: item[0][0])
        self._times: list[float] = []
        singles: list[Chances] = []
        for way, chance in ways:
            if way[1] != GOAL:
                self._times.append(way[0])
                singles.append(_certain(fork, way, chance))
        self._sums = list(accumulate(singles, _added, initial=Chances()))

    def than(self, time_s: float, *, or_equal: bool) -> Chances:
        find = bisect_right if or_equal else bisect_left
        return self._sums[find(self._times, time_s)]


def _certain(fork: Fork, way: Way, chance: float = 1.0) -> Chances:
    exit_ = way[1]
    if exit_ == Exit(SKIPPED):
        return Chances(joins=chance, skips=chance)
    if exit_ == Exit(fork.join):
        return Chances(joins=chance)
    if exit_ == Exit(END):
        return Chances(ends=chance)
    return Chances(back=((exit_, chance),))


def _added(one: Chances, other: Chances) -> Chances:
    back = dict(one.back)
    for exit_, chance in other.back:
        back[exit_] = back.get(exit_, 0.0) + chance
    return Chances(
        one.joins + other.joins,
        one.ends + other.ends,
        tuple(back.items()),
        one.skips + other.skips,
    )


def _is_exact(branches: Sequence[BranchWays]) -> bool:
    """Whether the mean of the longest is known: spreads must not change which branch that is."""
    vague = [branch for branch in branches if not branch.is_exact]
    longest = any(
        not one.may_be_left_out
        and all(_always_longer(one, other) for other in branches if other is not one)
        for one in branches
    )
    return longest or all(
        _always_longer(one, other) or _always_longer(other, one)
        for one in vague
        for other in branches
        if one is not other
    )


def _always_longer(one: BranchWays, other: BranchWays) -> bool:
    return one.span.least_s >= other.span.most_s


def crossings(
    routing: Routing,
    durations: Durations,
    goal: str | None = None,
    known: Mapping[str, Crossing | None] | None = None,
) -> dict[str, Crossing | None]:
    """The crossing of every fork (None: not known). With a goal, those in a branch of which it is
    end there, and `known` are those without a goal."""
    found: dict[str, Crossing | None] = dict(known or {})
    for fork in routing.forks:
        if known is not None and not fork.holds(goal):
            continue
        branches = [
            BranchWays(fork, branch, routing.rows, found, durations, goal)
            for branch in fork.branches
        ]
        crossing = ForkWays(fork, branches, durations)
        unknown = any(branch.ways is None for branch in branches)
        only_goal = bool(crossing.ways) and all(exit_ == GOAL for _, exit_ in crossing.ways)
        found[fork.state] = None if unknown and not only_goal else crossing
    return found
