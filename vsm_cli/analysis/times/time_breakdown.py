"""What the time of a walk consists of, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.times.expected_visits import Walk, Walks
from vsm_cli.analysis.times.step_times import StepTimes


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """The mean time of an item on a walk in seconds, as far as it is known.

    `spent_s`, `waited_s` and `worked_s` are by step, all visits together; `elsewhere_s` is
    spent at no step: waits on the way to the end and for longer branches. `rests_on` are the
    steps that the time depends on, those of shorter branches included.
    """

    spent_s: Mapping[str, float]
    waited_s: Mapping[str, float]
    worked_s: Mapping[str, float]
    elsewhere_s: float
    rests_on: tuple[str, ...]
    times: Mapping[str, StepTimes]

    @property
    def lead_s(self) -> float | None:
        """Σ v · LT; at least that, where a time is not known. None if nothing is known."""
        total = fsum((*self.spent_s.values(), self.elsewhere_s))
        known = total or any(self.times[step].timed for step in self.rests_on)
        return total if known else None

    @property
    def process_s(self) -> float | None:
        """Σ v · PT; at least that, where a time is not known. None if nothing is known."""
        known = any(self.times[step].process_s is not None for step in self.rests_on)
        return fsum(self.worked_s.values()) if known else None


def account(walks: Walks, walk: Walk, routing: Routing, times: Mapping[str, StepTimes]) -> Account:
    """The account of a walk."""
    spent = {
        state: often * times[state].known_s for state, often in walk.stays.items() if state in times
    }
    waited = {state: walk.stays[state] * (times[state].wait_s or 0.0) for state in spent}
    worked = {state: walk.stays[state] * (times[state].process_s or 0.0) for state in spent}
    elsewhere = []
    for _, move, often in walk.moves:
        elsewhere.append(often * move.delay_s)
        extra_s = often * (walks.extra_s(move) - move.delay_s)
        target = move.route.target if move.route else ""
        if target in times:
            spent[target] = spent.get(target, 0.0) + extra_s
            waited[target] = waited.get(target, 0.0) + extra_s
        else:
            elsewhere.append(extra_s)
    return Account(spent, waited, worked, fsum(elsewhere), _rests_on(walk, routing), times)


def _rests_on(walk: Walk, routing: Routing) -> tuple[str, ...]:
    """The steps whose times decide how long a walk takes.

    The branches of a fork that are not followed do, unless the walk ends within the one that
    is: they only matter to who leaves it.
    """
    steps = {state for state, often in walk.stays.items() if often and state in routing.visits}
    targets: dict[str, list[str]] = {}
    for source, move, often in walk.moves:
        if often:
            targets.setdefault(source, []).append(move.target)
    for fork in routing.forks:
        if walk.stays.get(fork.state):
            inside = frozenset((fork.state,)).union(*(branch.states for branch in fork.branches))
            if any(target not in inside for state in inside for target in targets.get(state, ())):
                steps |= {state for state in inside if routing.visits.get(state) != 0.0}
    return tuple(step for step in routing.visits if step in steps)
