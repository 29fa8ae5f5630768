"""The figures of any stream of a workspace, each measured once."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from vsm_cli.analysis.components import components
from vsm_cli.analysis.links.demand import Demand, demands
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.one_stream import lead_alone, measured_alone
from vsm_cli.analysis.times.step_times import Awaited, Reliance
from vsm_cli.model.streams import Step, Stream, Use
from vsm_cli.model.workspace import Workspace


class _Wanted(NamedTuple):
    """A stream to measure; with `trusting`, as if no stream of its own circle ever failed it."""

    stream: Stream
    trusting: bool = False


class Told(NamedTuple):
    """A stream with what others tell of it: its demand, how long its steps wait for others, and
    how often these do not fail them, in written order."""

    stream: Stream
    demand: Demand | None
    awaited: Mapping[str, Awaited]
    reliances: Mapping[str, Sequence[Reliance]]


_Done = Mapping[_Wanted, StreamFigures]


def stream_figures(workspace: Workspace, stream: Stream) -> StreamFigures:
    """The figures of a stream of the workspace, computed once.

    A step may wait until another stream has delivered, or rely on one that may fail; that one
    is measured first. In a circle of such waits nobody's wait is known. In a circle of reliances
    streams count as if none of the circle ever failed.
    """
    wanted = _Wanted(stream)
    done = _figures_so_far(workspace)
    if wanted not in done:
        _measure(workspace, [wanted])
    return done[wanted]


def lead_time_s(workspace: Workspace, stream: Stream) -> float | None:
    """The lead time of a stream alone, in seconds: for whoever asks it of very many workspaces."""
    return lead_alone(*told(workspace, stream))


def _measure(workspace: Workspace, todo: list[_Wanted]) -> None:
    """Measure streams, and first what they rest on."""
    done = _figures_so_far(workspace)
    while todo:
        current = todo[-1]
        missing = [other for other in _needed(workspace, current) if other not in done]
        if missing and current not in done:
            todo += missing
        else:
            if current not in done:
                done[current] = _measured(_told(workspace, current, done))
            todo.pop()


def _measured(found: Told) -> StreamFigures:
    """The figures of a stream that is told this of others. They stay while it is told the same,
    in whatever workspace: of a large one, an editor changes a stream at a time."""
    said = (
        found.demand,
        *found.awaited.items(),
        *((step, *each) for step, each in found.reliances.items()),
    )
    known = _by_what_is_told(found.stream)
    if said not in known:
        if len(known) > 2:  # what it was told before, and in a circle that it trusts
            known.clear()
        known[said] = measured_alone(*found)
    return known[said]


@remembered
def _by_what_is_told(stream: Stream) -> dict[object, StreamFigures]:  # noqa: ARG001
    return {}


@remembered
def _figures_so_far(workspace: Workspace) -> dict[_Wanted, StreamFigures]:  # noqa: ARG001
    return {}


def told(workspace: Workspace, stream: Stream) -> Told:
    """What the figures of a stream rest on beside itself."""
    wanted = _Wanted(stream)
    _measure(workspace, _needed(workspace, wanted))
    return _told(workspace, wanted, _figures_so_far(workspace))


def _told(workspace: Workspace, wanted: _Wanted, done: _Done) -> Told:
    stream = wanted.stream
    awaited: dict[str, Awaited] = {}
    reliances: dict[str, list[Reliance]] = {}
    for step in stream.steps.values():
        if step.awaited:
            awaited[step.id] = _wait_for_others(workspace, wanted, step, done)
        if step.failing:
            reliances[step.id] = [_reliance(workspace, wanted, use, done) for use in step.failing]
    return Told(stream, demands(workspace).get(stream.id), awaited, reliances)


def _needed(workspace: Workspace, wanted: _Wanted) -> list[_Wanted]:
    """What must be measured before a stream: the streams that its steps wait for, without those
    that wait for it in turn, and those that they rely on."""
    return [
        found
        for step in wanted.stream.steps.values()
        if step.uses
        for uses, find in ((step.awaited, _awaited), (step.failing, _relied_on))
        for use in uses
        if (found := find(workspace, wanted, use)) is not None
    ]


def _awaited(workspace: Workspace, wanted: _Wanted, use: Use) -> _Wanted | None:
    """What tells how long a step waits for a stream; None in a circle."""
    circles = _circles(workspace)
    if circles[use.stream] == circles[wanted.stream.id]:
        return None
    trusting = wanted.trusting and _leans_back(workspace, wanted.stream, use)
    return _Wanted(workspace.streams[use.stream], trusting)


def _relied_on(workspace: Workspace, wanted: _Wanted, use: Use) -> _Wanted | None:
    """What tells how often a stream fails a step; None where it counts as if it never did."""
    in_circle = _leans_back(workspace, wanted.stream, use)
    if in_circle and wanted.trusting:
        return None
    return _Wanted(workspace.streams[use.stream], in_circle)


def _leans_back(workspace: Workspace, stream: Stream, use: Use) -> bool:
    """Whether the stream of a use waits for this one or relies on it in turn."""
    circles = _leaning(workspace)
    return circles[use.stream] == circles[stream.id]


@remembered
def _circles(workspace: Workspace) -> dict[str, int]:
    """For each stream the circle of streams waiting for each other that it is part of."""
    return components(
        {
            id_: dict.fromkeys(use.stream for step in stream.steps.values() for use in step.awaited)
            for id_, stream in workspace.streams.items()
        }
    )


@remembered
def _leaning(workspace: Workspace) -> dict[str, int]:
    """For each stream the circle of streams waiting for each other or relying on each other."""
    return components(
        {
            id_: dict.fromkeys(
                use.stream
                for step in stream.steps.values()
                for use in (*step.awaited, *step.failing)
            )
            for id_, stream in workspace.streams.items()
        }
    )


def _wait_for_others(workspace: Workspace, wanted: _Wanted, step: Step, done: _Done) -> Awaited:
    """The longest of the streams that a step waits for, as elapsed time on its own clock. Of
    several that do not always take the same, now one and now another takes longer: the mean of the
    longest is at least the longest mean."""
    waits = []
    is_bound = False
    own = wanted.stream.calendar.elapsed_factor
    for use in step.awaited:
        other = _awaited(workspace, wanted, use)
        wait_s = done[other].perceived_lead_time_s if other else None
        if other is None or wait_s is None:
            return Awaited(None)
        waits.append(wait_s * other.stream.calendar.elapsed_factor / own)
        is_bound |= done[other].bound("perceived") is not None
    if len(waits) > 1:
        from vsm_cli.analysis.times.variation import items_differ

        others = [workspace.streams[use.stream] for use in step.awaited]
        is_bound |= any(items_differ(workspace, other, _known(done)) for other in others)
    return Awaited(max(waits, default=None), is_bound)


def _known(done: _Done) -> Callable[[Stream], StreamFigures]:
    return lambda stream: done.get(_Wanted(stream)) or done[_Wanted(stream, True)]


def _reliance(workspace: Workspace, wanted: _Wanted, use: Use, done: _Done) -> Reliance:
    """How often a stream does not fail a step."""
    pillar = _relied_on(workspace, wanted, use)
    if pillar is None:
        return Reliance()
    # Imported where support may fail; a small check needs none of it.
    from vsm_cli.analysis.times.support import reliance

    found = reliance(use, pillar.stream, done[pillar])
    return found._replace(is_bound=found.is_bound or pillar.trusting)
