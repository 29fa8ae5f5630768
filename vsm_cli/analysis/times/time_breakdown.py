"""What the time of a walk consists of, step by step."""

from collections.abc import Mapping
from math import fsum

from msgspec import Struct

from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.times.durations import Durations
from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.analysis.times.tally import Tally


class Account(Struct, frozen=True, eq=False):
    """The mean time of an item on a walk in seconds, as far as it is known.

    `spent_s`, `waited_s` and `worked_s` are by step, all visits together; `elsewhere_s` is
    spent at no step: waits on the way to the end. `rests_on` are the steps that the time depends
    on, those of shorter branches included. `vague_forks` are those whose longest branch may take
    more on average than is counted.
    """

    spent_s: Mapping[str, float]
    waited_s: Mapping[str, float]
    worked_s: Mapping[str, float]
    elsewhere_s: float
    rests_on: tuple[str, ...]
    times: Mapping[str, StepTimes]
    vague_forks: frozenset[str]

    @property
    def is_bound(self) -> bool:
        return bool(self.vague_forks)

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


def account(
    walk: Tally, routing: Routing, times: Mapping[str, StepTimes], durations: Durations
) -> Account:
    """The account of a walk."""
    stays = {state: often for state, often in walk.stays.items() if state in times}
    spent = {step: often * times[step].known_s for step, often in stays.items()}
    waited = {step: often * (times[step].wait_s or 0.0) for step, often in stays.items()}
    worked = {step: often * (times[step].process_s or 0.0) for step, often in stays.items()}
    elsewhere = []

    def wait(step: str, wait_s: float) -> None:
        spent[step] = spent.get(step, 0.0) + wait_s
        waited[step] = waited.get(step, 0.0) + wait_s

    for route, often in walk.routes.items():
        on_route_s = durations.wait(route.target, route).mean_s
        if route.target in times:
            wait(route.target, often * (on_route_s - durations.wait(route.target, None).mean_s))
        else:
            elsewhere.append(often * on_route_s)
    for step, often in walk.waits.items():
        wait(step, often * durations.wait(step, None).mean_s)
    rests_on = _rests_on(walk, routing, times)
    vague = frozenset(walk.vague)
    return Account(spent, waited, worked, fsum(elsewhere), rests_on, times, vague)


def _rests_on(walk: Tally, routing: Routing, times: Mapping[str, StepTimes]) -> tuple[str, ...]:
    """The steps whose times decide how long a walk takes: also those of the branches of a fork
    that are shorter, where it is the longest that counts."""
    steps = {state for state, often in walk.stays.items() if often}
    for fork in routing.forks:
        if fork.state in walk.crossed:
            for branch in fork.branches:
                steps |= {state for state in branch.states if routing.visits.get(state) != 0.0}
    return tuple(step for step in times if step in steps)
