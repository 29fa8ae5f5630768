"""The figures of a stream that come from walking through it: times, ratios, bottleneck."""

from collections.abc import Mapping
from functools import cached_property
from math import fsum

from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.times.durations import Durations
from vsm_cli.analysis.times.expected_visits import Walks
from vsm_cli.analysis.times.figure_records import (
    NOTHING,
    Bottleneck,
    Bound,
    Measured,
    TimePart,
    largest,
)
from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.analysis.times.tally import Tally
from vsm_cli.analysis.times.time_breakdown import Account, account
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Stream


class Leads:
    """What a stream's items walk through, measured with the times of its steps.

    Every figure comes with its bound (None: exact).
    """

    def __init__(self, stream: Stream, routing: Routing, times: Mapping[str, StepTimes]) -> None:
        self._stream = stream
        self._times = times
        self._routing = routing
        self._durations = Durations(stream.steps, times)
        self._walks = Walks(routing, self._durations)
        self._complete = {step for step in times if self._is_complete(step)}

    @cached_property
    def whole(self) -> Account | None:
        """Up to the end."""
        return self._account(self._walks.whole())

    @cached_property
    def perceived(self) -> Account | None:
        """Up to the last time that `delivered-at` is done, rework after it included."""
        if self._stream.delivered_at is not None:
            return self._account(self._walks.until_last(self._stream.delivered_at))
        return None if "delivered-at" in self._stream.unread else self.whole

    def _is_complete(self, step: str) -> bool:
        """Whether the lead time of a step is known on every way into it."""
        times = self._times[step]
        if times.lead_s is not None:
            return not times.is_bound
        waits = [
            route.wait
            for other in self._stream.steps.values()
            for route in other.routes
            if route.target == step
        ]
        starts_here = step in flow_of(self._stream).entries
        known = times.process_s is not None and not times.process_is_bound
        return known and None not in waits and not starts_here

    def _account(self, walk: Tally | None) -> Account | None:
        if walk is None:
            return None
        return account(walk, self._routing, self._times, self._durations)

    def response(self) -> Measured:
        """The first passage through `responded-at`; items that never pass count whole."""
        if self._stream.responded_at is None:
            return NOTHING
        return self.lead(self._account(self._walks.until_first(self._stream.responded_at)))

    def lead(self, walked: Account | None) -> Measured:
        """Σ v · LT of a walk: at least that where a step's time is not wholly known, or where
        spreads decide which branch is the longest."""
        if walked is None:
            return NOTHING
        is_bound = walked.is_bound or not self._all_complete(walked)
        return walked.lead_s, "≥" if is_bound and walked.lead_s is not None else None

    def own(self) -> Measured:
        """Perceived lead time − what of it is spent at the customer's steps; None where there
        are none."""
        steps = [step for step in self._stream.steps.values() if step.owner == CUSTOMER]
        perceived_s, bound = self.lead(self.perceived)
        if perceived_s is None or self.perceived is None or not steps:
            return NOTHING
        theirs = {step.id for step in steps}
        told = not self.perceived.is_bound
        if (
            bound == "≥"
            and told
            and self._complete.issuperset(set(self.perceived.rests_on) - theirs)
        ):
            bound = None
        waited_s = fsum(self.perceived.spent_s.get(step, 0.0) for step in theirs)
        return perceived_s - waited_s, bound

    def process(self, walked: Account | None) -> Measured:
        """Σ v · PT of a walk, along its longest branches."""
        if walked is None:
            return NOTHING
        steps = [self._times[step] for step in walked.rests_on]
        known = all(t.process_s is not None and not t.process_is_bound for t in steps)
        if walked.is_bound and walked.process_s is not None:
            return walked.process_s, "≈"
        return walked.process_s, None if known else "≥"

    def wait(self, walked: Account | None) -> Measured:
        """Lead time − process time of a walk.

        Missing waits make it a lower bound; lead times without process time an upper one,
        since they count as wait.
        """
        if walked is None or walked.lead_s is None:
            return NOTHING
        steps = [self._times[step] for step in walked.rests_on]
        if walked.process_s is None and all(times.wait_s is None for times in steps):
            return NOTHING
        short = any(
            times.lead_s is None and times.wait_s is None and step not in self._complete
            for step, times in zip(walked.rests_on, steps, strict=True)
        ) or any(times.wait_is_bound for times in steps)
        long = any(times.lead_stands and times.process_s is None for times in steps)
        vague = walked.is_bound or (short and long)
        bound: Bound | None = "≈" if vague else "≥" if short else "≤" if long else None
        return walked.lead_s - (walked.process_s or 0.0), bound

    def activity_ratio(self) -> Measured:
        """Process time ÷ lead time (Martin & Osterling, Value Stream Mapping, 2014), both
        over the steps of which both are known."""
        walked = self.whole
        return self._ratio(walked, walked.worked_s if walked else {})

    def value_adding_ratio(self) -> Measured:
        """Σ v · PT of the steps that add value ÷ lead time (Rother & Shook, Learning to See,
        1999), over the steps of which both are known. None where no step says its `work`."""
        steps = self._stream.steps.values()
        if all(step.work is None for step in steps):
            return NOTHING
        adding = {}
        for step in steps:
            visits = self._routing.visits[step.id]
            if step.work == "adding" and visits is not None:
                adding[step.id] = visits * (self._times[step.id].process_s or 0.0)
        value, bound = self._ratio(self.whole, adding)
        if any(step.work is None and self._routing.visits[step.id] for step in steps):
            bound = bound or "≥"
        return value, bound

    def _ratio(self, walked: Account | None, worked_s: Mapping[str, float]) -> Measured:
        if walked is None:
            return NOTHING
        both = [
            step
            for step in walked.rests_on
            if step in self._complete and self._times[step].process_s is not None
        ]
        lead_s = fsum((*(walked.spent_s.get(step, 0.0) for step in both), walked.elsewhere_s))
        if not both or lead_s <= 0:
            return NOTHING
        process_s = fsum(worked_s.get(step, 0.0) for step in both)
        whole = len(both) == len(walked.rests_on) and not walked.is_bound
        return process_s / lead_s, None if whole else "≈"

    def bottleneck(self) -> Bottleneck | None:
        """The step with the largest v · LT up to delivery, on the longest branches."""
        return (
            _bottleneck(self.perceived.spent_s, self.perceived.lead_s) if self.perceived else None
        )

    def after_delivery(self) -> Bottleneck | None:
        """The step with the most time that the customer does not wait for, where that is
        more than at the bottleneck."""
        if not (self.whole and self.perceived) or self.whole is self.perceived:
            return None
        before = self.perceived.spent_s
        behind = {step: s - before.get(step, 0.0) for step, s in self.whole.spent_s.items()}
        largest = _bottleneck(behind, self.whole.lead_s)
        bottleneck = self.bottleneck()
        if largest and bottleneck and largest.lead_time_s <= bottleneck.lead_time_s:
            return None
        return largest

    def perceived_wait(self, step: str) -> float | None:
        """The part of the perceived lead time, in seconds, that is wait before a step."""
        known = self._times[step].wait_s is not None or step in self._complete
        if self.perceived is None or not known or self._times[step].lead_stands:
            return None
        return self.perceived.waited_s.get(step, 0.0)

    def perceived_lead(self, step: str) -> float | None:
        """The part of the perceived lead time, in seconds, that is spent at a step, wait
        included."""
        if self.perceived is None or not self._times[step].timed:
            return None
        return self.perceived.spent_s.get(step, 0.0)

    def part(self, walked: Account | None, step: str) -> TimePart | None:
        """What a step adds to the time of a walk."""
        if walked is None:
            return None
        spent_s = walked.spent_s.get(step, 0.0)
        # A lead time that is below the process time stands (VSM801 tells).
        process_s = min(spent_s, walked.worked_s.get(step, 0.0))
        # A route may say how long work waits before a step that says nothing itself.
        if not spent_s and not self._times[step].timed:
            return None
        return TimePart(spent_s - process_s, process_s)

    def perceived_steps(self) -> tuple[str, ...]:
        """The steps that the perceived lead time rests on."""
        return self.perceived.rests_on if self.perceived else ()

    def vague_forks(self) -> tuple[str, ...]:
        """The steps after which only the least is known that the longest branch takes."""
        walks = [walked.vague_forks for walked in (self.whole, self.perceived) if walked]
        return tuple(step for step in self._times if any(step in forks for forks in walks))

    def partly_timed(self) -> tuple[str, ...]:
        """The steps of which some time is known, but not both wait and process time."""
        return tuple(
            step
            for step, times in self._times.items()
            if times.timed and (step not in self._complete or times.process_s is None)
        )

    def _all_complete(self, walked: Account) -> bool:
        return self._complete.issuperset(walked.rests_on)


def _bottleneck(spent_s: Mapping[str, float], total_s: float | None) -> Bottleneck | None:
    step = largest(spent_s)
    if step is None or not total_s:
        return None
    return Bottleneck(step, spent_s[step], spent_s[step] / total_s)
