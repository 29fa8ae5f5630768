"""Where a log contradicts the definition of its stream. Figures with fewer than 20 cases or visits
behind them are not judged."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.analysis.reality.declared_flow import measured_streams
from vsm_cli.analysis.reality.time_fit import LEAST, PERCENT, fits, readings
from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.model.logs import OTHER, Counted, Measured, MeasuredStep, Sample
from vsm_cli.model.streams import Route, Step, Stream, Target
from vsm_cli.model.workspace import Workspace

POINTS = 0.10
ROUTE_SHARE = 0.05
PING_PONG_SHARE = 0.10


class TimeCompared(NamedTuple):
    """A declared time beside a measured one. `key` is where it stands at the step, `figure` what it
    is: process, wait or lead; `declared_s` is of the stream's calendar."""

    measured: Measured
    stream: Stream
    step: Step
    key: str
    figure: str
    declared_s: float
    sample: Sample
    fits: bool


def compared_times(workspace: Workspace, percent: float = PERCENT) -> Iterator[TimeCompared]:
    """Every declared time of a step that a log measured as well."""
    for measured, stream, flow in measured_streams(workspace):
        figures = stream_figures(workspace, stream)
        for step_id, step in stream.steps.items():
            found = measured.steps.get(step_id)
            figure = figures.steps.get(step_id)
            if found is None or figure is None:
                continue
            unclear = flow.passes_over(step) or flow.is_beside(step_id) or flow.is_join(step_id)
            for key, name, declared_s, sample in _times(step, figure, found, unclear):
                spread = getattr(step, key) if key == name else None
                fit = fits(declared_s, sample, stream.calendar, spread=spread, percent=percent)
                yield TimeCompared(measured, stream, step, key, name, declared_s, sample, fit)


def _times(
    step: Step, times: StepFigures, found: MeasuredStep, unclear: bool
) -> Iterator[tuple[str, str, float, Sample]]:
    """The key, the figure, what is declared and what was measured. `unclear` says that a row of
    something else may end a visit, so that its end tells nothing."""
    if found.process is not None:
        if step.process is not None and times.process_time_s is not None:
            yield "process", "process", times.process_time_s, found.process
        if step.wait is not None and found.wait is not None and times.wait_time_s is not None:
            yield "wait", "wait", times.wait_time_s, found.wait
        if step.lead is not None and found.lead is not None and times.lead_time_s is not None:
            yield "lead", "lead", times.lead_time_s, found.lead
    elif (
        found.lead is not None
        and times.lead_time_s is not None
        and not unclear
        and times.bounds[2] is None
    ):
        written = [key for key in ("lead", "wait", "queue", "every", "process") if _has(step, key)]
        if written:
            yield written[0], "lead", times.lead_time_s, found.lead


def _has(step: Step, key: str) -> bool:
    value = step.every_s if key == "every" else getattr(step, key)
    return value is not None


class ShareCompared(NamedTuple):
    """A written share beside a measured one."""

    measured: Measured
    stream: Stream
    step: Step
    route: Route
    declared: float
    counted: Counted
    fits: bool


def compared_shares(workspace: Workspace, points: float = POINTS) -> Iterator[ShareCompared]:
    """Every written share of a choice that a log measured as well; one that no case took in the log
    counts as 0."""
    for measured, stream, flow in measured_streams(workspace):
        for step in stream.steps.values():
            left = _left(measured, step.id)
            unclear = flow.passes_over(step) or flow.is_beside(step.id)
            if step.split != "choice" or unclear or step.id not in flow.visible or left < LEAST:
                continue
            for route in step.routes:
                declared = step.part_of(route)
                if declared is None or route.written_share is None:
                    continue
                found = measured.routes.get((step.id, route.target))
                counted = found or Counted(n=0, share=0.0, interval=(0.0, _LEAST_SEEN / left))
                low, high = counted.interval
                near = abs(declared - counted.share) <= points
                fit = near or low <= declared <= high
                yield ShareCompared(measured, stream, step, route, declared, counted, fit)


# Fewer are left out of what is kept.
_LEAST_SEEN = 5


def _left(measured: Measured, step: str) -> int:
    return sum(counted.n for (first, _), counted in measured.routes.items() if first == step)


def is_frequent(counted: Counted, measured: Measured, share: float) -> bool:
    """Whether so many cases that it is no accident: at least 20, and a share (0–1) of all."""
    return counted.n >= max(LEAST, share * measured.cases)


class RouteFound(NamedTuple):
    """A route that cases take and nobody declared, or declared ones as well; `leads_back` says that
    it is rework."""

    measured: Measured
    stream: Stream
    step: Step
    target: str
    counted: Counted
    declared: bool
    leads_back: bool = False


def found_routes(workspace: Workspace) -> Iterator[RouteFound]:
    """The routes that a log shows."""
    for measured, stream, flow in measured_streams(workspace):
        order = [*stream.steps, END]
        known = [pair for pair in measured.routes if pair[0] in order and pair[1] in order]
        for first, then in sorted(known, key=lambda pair: tuple(map(order.index, pair))):
            step, counted = stream.steps.get(first), measured.routes[first, then]
            if step is None or (then != END and then not in stream.steps) or "next" in step.unread:
                continue
            declared = flow.explains(first, then)
            back = then != END and not declared and flow.leads_back(first, then)
            yield RouteFound(measured, stream, step, then, counted, declared, back)


class HandoffFound(NamedTuple):
    """A hand-off, or a return, between two owners, and the step that it is told at."""

    measured: Measured
    stream: Stream
    first: str
    then: str
    counted: Counted
    declared: bool
    step: Step | None


def found_handoffs(workspace: Workspace) -> Iterator[HandoffFound]:
    """The hand-offs that a log shows between owners with a name of ours."""
    for measured, stream, flow in measured_streams(workspace):
        for (first, then), counted in measured.handoffs.items():
            if OTHER not in (first, then):
                declared = flow.hands_over(first, then)
                at = flow.step_of(then) or flow.step_of(first)
                yield HandoffFound(measured, stream, first, then, counted, declared, at)


def found_returns(workspace: Workspace) -> Iterator[HandoffFound]:
    """Cases that went to another team and back."""
    for measured, stream, flow in measured_streams(workspace):
        for (first, then), counted in measured.returns.items():
            if OTHER not in (first, then):
                declared = flow.hands_over(first, then) and flow.hands_over(then, first)
                at = flow.step_of(then) or flow.step_of(first)
                yield HandoffFound(measured, stream, first, then, counted, declared, at)


def steps_never_seen(workspace: Workspace) -> Iterator[tuple[Measured, Stream, Step]]:
    """Steps that a log could show, and that hardly any case passes."""
    for measured, stream, flow in measured_streams(workspace):
        if measured.cases < LEAST:
            continue
        seen = {*measured.steps, *(step for pair in measured.routes for step in pair)}
        for step in stream.steps.values():
            hidden = step.automated or step.owner == CUSTOMER
            if step.id in flow.visible and step.id not in seen and not hidden:
                yield measured, stream, step


class PromiseMeasured(Struct, frozen=True):
    """A promise beside the measured time that decides it, in elapsed seconds. `at_least_s` is the
    lower end of its interval, `missed` whether that is above the promise in every reading."""

    measured: Measured
    stream: Stream
    target: Target
    actual_s: float
    at_least_s: float
    missed: bool


_MARKS = ((50.0, "p50"), (85.0, "p85"), (95.0, "p95"))


def measured_promises(workspace: Workspace) -> Iterator[PromiseMeasured]:
    """The promises about lead time that a log can judge. Of a percentile between those measured the
    next smaller one decides: what takes too long there takes too long above."""
    for measured, stream, _ in measured_streams(workspace):
        lead = measured.lead
        if lead is None or lead.n < LEAST:
            continue
        for target in stream.targets:
            if target.figure != "lead":
                continue
            if target.percentile is None:
                value, between = lead.mean_s, lead.mean_interval_s
            else:
                marks = [name for mark, name in _MARKS if mark <= target.percentile]
                name = marks[-1] if marks else ""
                value = getattr(lead, f"{name}_s", None)
                between = getattr(lead, f"{name}_interval_s", None)
            if value is not None and between is not None:
                missed = between[0] > max(readings(target.limit, stream.calendar))
                yield PromiseMeasured(measured, stream, target, value, between[0], missed)
