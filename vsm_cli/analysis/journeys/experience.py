"""What customers feel on the way: where satisfaction is measured, where it falls, and how long they
hear nothing. Nothing is told where nothing is measured."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.journeys.journey_times import journey_times
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.values import Satisfaction
from vsm_cli.model.workspace import Workspace


class RatedStep(NamedTuple):
    """A step at which customers were asked, and what they said; `stage` is the number of the
    step of the journey."""

    step: Step
    satisfaction: Satisfaction
    stage: int = 0


class MomentOfTruth(NamedTuple):
    """Two measured steps that follow each other, between which satisfaction falls: by how much
    (0–1), what passes in between in elapsed seconds (None: not known), and how often the owner of
    the work changes there."""

    before: RatedStep
    after: RatedStep
    fall: float
    wait_s: float | None
    owner_changes: int


def falls_in(workspace: Workspace, stream: Stream) -> Iterator[MomentOfTruth]:
    """Each fall between measured steps of a stream that follow each other."""
    for before, after in pairwise(_measured_in(stream)):
        if after.step.id in flow_of(stream).reachable(before.step.id):
            steps = _between(stream, before.step, after.step)
            changes = _changes([before.step, *steps])
            yield from _fall(before, after, _time_s(workspace, stream, steps), changes)


def moment_of_truth(workspace: Workspace, journey: Journey) -> MomentOfTruth | None:
    """The largest fall between two measured steps of a journey that follow each other."""
    falls: list[MomentOfTruth] = []
    last: RatedStep | None = None
    for number, stage in enumerate(journey.steps):
        for stream in (workspace.streams[id_] for id_ in stage.streams):
            if not stream.current:
                continue
            falls += falls_in(workspace, stream)
            measured = _measured_in(stream)
            if last and measured and last.stage < number:
                falls += _across(workspace, journey, last, measured[0]._replace(stage=number))
            if measured:
                last = measured[-1]._replace(stage=number)
    return max(falls, key=lambda each: each.fall, default=None)


def is_measured(workspace: Workspace, journey: Journey) -> bool:
    """Whether customers were asked anywhere on a journey, or that could not be read."""
    for step in journey.steps:
        if step.satisfaction or step.unread & {"satisfaction", "stream"}:
            return True
        for stream in (workspace.streams[id_] for id_ in step.streams):
            if stream.satisfaction or stream.unread & {"satisfaction", "steps"}:
                return True
            if any(s.satisfaction or "satisfaction" in s.unread for s in stream.steps.values()):
                return True
    return "steps" in journey.unread


def silence_before_s(workspace: Workspace, stream: Stream, step: Step) -> float | None:
    """How long it is, in seconds of the stream's calendar and for each time, from when the customer
    last acted or was told, or else from the start, until a step begins to be done for them."""
    visits = stream_figures(workspace, stream).steps[step.id].visits
    order = [each.id for each in flow_of(stream).in_order()]
    earlier = [
        each
        for each in stream.steps.values()
        if each.meets_customer and step.id in flow_of(stream).reachable(each.id)
    ]
    last = max(earlier, key=lambda each: order.index(each.id), default=None)
    steps = _between(stream, last, step)
    parts = [stream_figures(workspace, stream).steps[each.id].part for each in steps]
    if not visits or any(part is None for part in parts):
        return None
    known = [part for part in parts if part]
    # The step itself counts until it is begun.
    return (fsum(part.time_s for part in known) - known[-1].process_s) / visits


def _measured_in(stream: Stream) -> Sequence[RatedStep]:
    return [
        RatedStep(step, step.satisfaction)
        for step in flow_of(stream).in_order()
        if step.satisfaction and step.satisfaction.judged
    ]


def _between(stream: Stream, first: Step | None, last: Step) -> list[Step]:
    """The steps on forward ways from one step, which is left out (None: from where work comes
    in), to another one, which stands last."""
    flow = flow_of(stream)
    onward = flow.reachable(first.id) if first else stream.steps.keys()
    return [
        step
        for step in flow.in_order()
        if step.id in onward and step is not last and last.id in flow.reachable(step.id)
    ] + [last]


def _time_s(workspace: Workspace, stream: Stream, steps: Sequence[Step]) -> float | None:
    """The elapsed time of steps until the last is done, as far as it makes the lead time."""
    parts = [stream_figures(workspace, stream).steps[step.id].part for step in steps]
    known = [part.time_s for part in parts if part]
    return fsum(known) * stream.calendar.elapsed_factor if known else None


def _changes(steps: Sequence[Step]) -> int:
    owners = [step.owner for step in steps if step.owner]
    return sum(one != other for one, other in pairwise(owners))


def _across(
    workspace: Workspace, journey: Journey, before: RatedStep, after: RatedStep
) -> Iterator[MomentOfTruth]:
    """The fall from a step of one stage of a journey to one of a later stage."""
    first, last = workspace.streams[before.step.stream], workspace.streams[after.step.stream]
    order = [*flow_of(first).in_order()]
    rest = order[order.index(before.step) + 1 :]
    start = _between(last, None, after.step)
    times = journey_times(workspace, journey).steps
    spent = [
        _time_s(workspace, first, rest) if rest else 0.0,
        *(times[number].time_s for number in range(before.stage + 1, after.stage)),
        times[after.stage].wait_s,
        _time_s(workspace, last, start),
    ]
    known = [each for each in spent if each is not None]
    wait_s = fsum(known) if len(known) == len(spent) else None
    yield from _fall(before, after, wait_s, _changes([before.step, *rest, *start]))


def _fall(
    before: RatedStep, after: RatedStep, wait_s: float | None, changes: int
) -> Iterator[MomentOfTruth]:
    """Only answers on the same scale can be compared."""
    fall = before.satisfaction.value - after.satisfaction.value
    if fall > 0 and before.satisfaction.scale == after.satisfaction.scale:
        yield MomentOfTruth(before, after, fall, wait_s, changes)
