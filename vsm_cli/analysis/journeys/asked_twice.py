"""Where customers hand over what they have handed over before: the first answer did not travel."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.links.stream_links import joins_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


class HandedOver(NamedTuple):
    """The customer hands data over at a step: `key` is where that is written, `outputs` of a step
    of the customer's, or `inputs` of a touchpoint."""

    step: Step
    data: str
    key: str


class AskedTwice(NamedTuple):
    first: HandedOver
    second: HandedOver


@remembered
def asked_twice(workspace: Workspace) -> tuple[AskedTwice, ...]:
    """Each second time that the same data is handed over on one forward way of a stream, from
    stream to stream along links, or along a journey, with nothing that outputs it anew in between;
    once for each step and data, with the nearest first time."""
    return tuple(_asked_twice(workspace))


def asked_again(workspace: Workspace, journey: Journey) -> tuple[tuple[AskedTwice, ...], ...]:
    """For each step of a journey what its streams ask for that was handed over in them, or in
    streams of earlier steps; each once."""
    told: set[AskedTwice] = set()
    known: set[str] = set()
    found = []
    for step in journey.steps:
        known.update(step.streams)
        here = [
            each
            for each in asked_twice(workspace)
            if each.second.step.stream in step.streams
            and each.first.step.stream in known
            and each not in told
        ]
        told.update(here)
        found.append(tuple(here))
    return tuple(found)


def _asked_twice(workspace: Workspace) -> Iterator[AskedTwice]:
    handings = {stream.id: [*_handings(workspace, stream)] for stream in workspace.streams.values()}
    if not any(handings.values()):
        return
    told: set[tuple[Step, str]] = set()
    for first, second in _pairs(workspace, handings):
        if (second.step, second.data) not in told and _travels(workspace, first, second) is False:
            told.add((second.step, second.data))
            yield AskedTwice(first, second)


def _pairs(
    workspace: Workspace, handings: dict[str, list[HandedOver]]
) -> Iterator[tuple[HandedOver, HandedOver]]:
    """Handings of the same data, of which the one may come before the other: first those in one
    stream, then those in streams that lead to each other."""
    for stream, inside in handings.items():
        order = [step.id for step in flow_of(workspace.streams[stream]).in_order()]
        for second in inside:
            earlier = [
                each
                for each in inside
                if each.data == second.data
                and second.step.id in _after(workspace, each.step)
                and each.step is not second.step
            ]
            # The nearest one first.
            for first in sorted(earlier, key=lambda each: -order.index(each.step.id)):
                yield first, second
    by_data: dict[str, set[str]] = {}
    for stream, inside in handings.items():
        for each in inside:
            by_data.setdefault(each.data, set()).add(stream)
    several = {stream for streams in by_data.values() if len(streams) > 1 for stream in streams}
    for one, other in _leading(workspace, several):
        for second in handings[other]:
            for first in handings[one]:
                if first.data == second.data:
                    yield first, second


def _leading(workspace: Workspace, among: set[str]) -> Iterator[tuple[str, str]]:
    """Two of some streams of which the one leads to the other: along links, or along a journey."""
    if not among:
        return
    onward = joins_of(workspace).onward
    found: dict[tuple[str, str], None] = {}
    for stream in workspace.streams:
        if stream not in among:
            continue
        later = reachable(onward.get(stream, ()), lambda each: onward.get(each, ()))
        found.update(dict.fromkeys((stream, each) for each in later))
    for journey in workspace.journeys.values():
        for number, step in enumerate(journey.steps):
            for earlier in journey.steps[:number]:
                found.update(dict.fromkeys((a, b) for a in earlier.streams for b in step.streams))
    for one, other in found:
        streams = workspace.streams[one], workspace.streams[other]
        if one != other and {one, other} <= among and all(each.current for each in streams):
            yield one, other


def _handings(workspace: Workspace, stream: Stream) -> Iterator[HandedOver]:
    """What customers hand over in a stream: outputs of their own steps, and inputs of touchpoints
    that nobody else brings. Things are left out: they come back and go."""
    brought: set[str] | None = None
    for step in stream.steps.values():
        if step.owner == CUSTOMER:
            for data in step.outputs or ():
                if not workspace.data[data].tangible:
                    yield HandedOver(step, data, "outputs")
        elif step.touchpoint and step.inputs:
            brought = _brought(workspace, stream) if brought is None else brought
            earlier = {d for each in _before(stream, step) for d in each.outputs or ()}
            for data in step.inputs:
                known = workspace.data[data]
                if not (
                    known.tangible or data in brought | earlier or known.master in step.systems
                ):
                    yield HandedOver(step, data, "inputs")


def _brought(workspace: Workspace, stream: Stream) -> set[str]:
    """The data that links to a stream, and streams that it uses, bring."""
    found = {d for step in stream.steps.values() for use in step.uses for d in use.data}
    for _, step in workspace.steps():
        found.update(d for link in step.starts if link.stream == stream.id for d in link.data)
        found.update(d for use in step.uses if use.stream == stream.id for d in use.data)
    return found


def _travels(workspace: Workspace, first: HandedOver, second: HandedOver) -> bool | None:
    """Whether something in between outputs the data anew; None where that cannot be known."""
    one = workspace.streams[first.step.stream]
    other = workspace.streams[second.step.stream]
    between: Iterable[Step]
    if one is other:
        between = [s for s in _before(one, second.step) if s.id in _after(workspace, first.step)]
    else:
        onward = _after(workspace, first.step)
        between = [*(one.steps[id_] for id_ in onward), *_before(other, second.step)]
    steps = [step for step in between if step not in (first.step, second.step)]
    if any(step.unread & {"outputs", "owner"} for step in steps):
        return None
    return any(first.data in (s.outputs or ()) and s.owner != CUSTOMER for s in steps)


def _after(workspace: Workspace, step: Step) -> frozenset[str]:
    return flow_of(workspace.streams[step.stream]).reachable(step.id)


def _before(stream: Stream, step: Step) -> list[Step]:
    flow = flow_of(stream)
    return [each for each in stream.steps.values() if step.id in flow.reachable(each.id)]
