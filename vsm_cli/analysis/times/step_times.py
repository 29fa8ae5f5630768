"""The times of one step: process time, wait time, lead time."""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.model.streams import Route, Step


class StepTimes(Struct, frozen=True):
    """Means in seconds of the stream's calendar, None where not known.

    `wait_is_bound` and `process_is_bound` say that they rest on a figure that is itself only a
    lower bound. `cases` are there where support may fail: these are the means over them.
    """

    process_s: float | None = None
    wait_s: float | None = None
    lead_s: float | None = None
    wait_is_bound: bool = False
    process_is_bound: bool = False
    cases: tuple["SupportCase", ...] = ()

    @property
    def is_bound(self) -> bool:
        """Whether what is known of it is a lower bound."""
        return self.wait_is_bound or self.process_is_bound

    @property
    def timed(self) -> bool:
        """Whether any of the times is known."""
        return not (self.process_s is None and self.wait_s is None and self.lead_s is None)

    @property
    def known_s(self) -> float:
        """As much of the lead time as is known."""
        if self.lead_s is not None:
            return self.lead_s
        return (self.process_s or 0.0) + (self.wait_s or 0.0)

    @property
    def lead_stands(self) -> bool:
        """Whether the lead time cannot be told apart into wait and process time."""
        return self.lead_s is not None and self.wait_s is None

    def wait_along(self, route: Route | None) -> float:
        """The wait before the step, in seconds, when work comes along a route.

        The wait of the route replaces the step's. Onto a step of which only the lead time
        is known, that stands: the wait is part of it, and 0 here.
        """
        if self.lead_stands:
            return 0.0
        if route is not None and route.wait is not None:
            return route.wait.mean_s
        return self.wait_s or 0.0


class SupportCase(NamedTuple):
    """A step as it is for a share of its visits (`chance`, 0–1): with all the support that it
    relies on, or without some of it. `awaits` says that its written wait comes after that for
    the streams that the step waits for."""

    chance: float
    step: Step
    times: StepTimes
    awaits: bool = False


def is_spread(step: Step, cases: Sequence[SupportCase]) -> bool:
    """Whether some time of a step, or on the way on, is a spread, in any of its cases."""
    for each in [case.step for case in cases] or [step]:
        spreads = (each.process, each.wait, each.lead, *(route.wait for route in each.routes))
        if each.waits_for_run or any(spread.varies for spread in spreads if spread):
            return True
    return False


class Awaited(NamedTuple):
    """How long the streams take that a step waits for, in seconds of its own calendar."""

    wait_s: float | None
    is_bound: bool = False


class Reliance(NamedTuple):
    """The chance (0–1) that what a use needs is there and current: that it is `covered` at all,
    right (`rolled`), and not behind (`current`). It is the upper end where `is_bound`: some part
    of it is not known."""

    covered: float = 1.0
    rolled: float = 1.0
    current: float = 1.0
    is_bound: bool = False

    @property
    def chance(self) -> float:
        return self.covered * self.rolled * self.current

    @property
    def unbroken(self) -> bool:
        """Whether it never fails."""
        return self.chance == 1 and not self.is_bound


def step_times(
    step: Step, *, demand_per_s: float | None, visits: float | None, awaited: Awaited
) -> StepTimes:
    """PT, WT and LT of a step.

    PT is `process` (loading works it out from `lead` and `wait`). WT is `wait`, else `lead`
    − PT, else what `queue` means, else half of `every` (work comes at any moment between two
    runs), else `awaited`. LT is `lead`, else WT + PT. A key that could not be read leaves its
    figure unknown. A step without some support may wait for a stream first and then as long as
    `wait` says. The terms are those of Martin & Osterling, Value Stream Mapping (2014).
    """
    process_s = None if step.process is None else step.process.mean_s
    wait_s = None if step.wait is None else step.wait.mean_s
    lead_s = None if step.lead is None else step.lead.mean_s
    is_bound = False
    if lead_s is not None:
        if wait_s is None and process_s is not None:
            wait_s = lead_s - process_s
    elif wait_s is not None:
        wait_s, is_bound = wait_s + (awaited.wait_s or 0.0), awaited.is_bound
    elif not step.unread & {"wait", "lead"}:
        wait_s, is_bound = _wait(step, process_s, demand_per_s, visits, awaited)
    if lead_s is None and wait_s is not None and process_s is not None:
        lead_s = wait_s + process_s
    return StepTimes(process_s, wait_s, lead_s, is_bound)


def _wait(
    step: Step,
    process_s: float | None,
    demand_per_s: float | None,
    visits: float | None,
    awaited: Awaited,
) -> Awaited:
    """The wait of a step that says neither `wait` nor `lead`."""
    if step.queue is not None:
        wait_s = _wait_in_queue(step.queue, process_s, demand_per_s, visits)
        if wait_s is not None:
            return Awaited(wait_s)
    if step.every_s is not None:
        return Awaited(step.every_s / 2)
    if step.awaited and not step.unread & {"queue", "every", "uses"}:
        return awaited
    return Awaited(None)


def _wait_in_queue(
    queue: float, process_s: float | None, demand_per_s: float | None, visits: float | None
) -> float | None:
    """The wait behind `queue` items: queue ÷ throughput (Little 1961), the throughput being
    demand × visits; without demand, one item after another: queue × PT."""
    if demand_per_s:
        return queue / (demand_per_s * visits) if visits else None
    return None if process_s is None else queue * process_s


def mixed(cases: Sequence[SupportCase]) -> StepTimes:
    """The means over the cases of a step. What is known only in some cases is at least that."""

    def mean(values: Sequence[float | None]) -> tuple[float | None, bool]:
        if all(value is None for value in values):
            return None, False
        pairs = zip(cases, values, strict=True)
        return fsum(case.chance * (value or 0.0) for case, value in pairs), None in values

    process_s, process_is_bound = mean([case.times.process_s for case in cases])
    wait_s, wait_is_bound = mean([case.times.wait_s for case in cases])
    leads = [case.times.lead_s for case in cases]
    lead_s, lead_is_bound = mean([case.times.known_s for case in cases])
    partly = None in leads and set(leads) != {None}
    return StepTimes(
        process_s,
        wait_s,
        None if all(lead is None for lead in leads) else lead_s,
        wait_is_bound or lead_is_bound or partly or any(case.times.wait_is_bound for case in cases),
        process_is_bound or any(case.times.process_is_bound for case in cases),
        tuple(cases),
    )
