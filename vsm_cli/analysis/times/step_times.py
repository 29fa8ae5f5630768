"""The times of one step: process time, wait time, lead time."""

from dataclasses import dataclass
from typing import NamedTuple

from vsm_cli.model.streams import Route, Step


@dataclass(frozen=True, slots=True, repr=False)
class StepTimes:
    """Means in seconds of the stream's calendar, None where not known.

    `wait_is_bound` says that the wait rests on a figure that is itself only a lower bound.
    """

    process_s: float | None = None
    wait_s: float | None = None
    lead_s: float | None = None
    wait_is_bound: bool = False

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


class Awaited(NamedTuple):
    """How long the streams take that a step waits for, in seconds of its own calendar."""

    wait_s: float | None
    is_bound: bool = False


def step_times(
    step: Step, *, demand_per_s: float | None, visits: float | None, awaited: Awaited
) -> StepTimes:
    """PT, WT and LT of a step.

    PT is `process` (loading works it out from `lead` and `wait`). WT is `wait`, else `lead`
    − PT, else what `queue` means, else half of `every` (work comes at any moment between two
    runs), else `awaited`. LT is `lead`, else WT + PT. A key that could not be read leaves its
    figure unknown. The terms are those of Martin & Osterling, Value Stream Mapping (2014).
    """
    process_s = None if step.process is None else step.process.mean_s
    wait_s = None if step.wait is None else step.wait.mean_s
    lead_s = None if step.lead is None else step.lead.mean_s
    is_bound = False
    if lead_s is not None:
        if wait_s is None and process_s is not None:
            wait_s = lead_s - process_s
    elif wait_s is None and not step.unread & {"wait", "lead"}:
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
