"""The figures of any stream of a workspace, each measured once."""

from collections.abc import Mapping

from vsm_cli.analysis.components import components
from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.measures import measure
from vsm_cli.analysis.times.step_times import Awaited
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


def stream_figures(workspace: Workspace, stream: Stream) -> StreamFigures:
    """The figures of a stream of the workspace, computed once.

    A step may wait until another stream has delivered; that one is measured first. In a
    circle of such waits nobody's wait is known.
    """
    done = _measured(workspace)
    if stream in done:
        return done[stream]
    todo = [stream]
    while todo:
        current = todo[-1]
        missing = [other for other in _awaited(workspace, current) if other not in done]
        if missing and current not in done:
            todo += missing
        else:
            if current not in done:
                awaited = {
                    step.id: _wait_for_others(workspace, current, step, done)
                    for step in current.steps.values()
                    if step.awaited
                }
                demand = demands(workspace).get(current.id)
                done[current] = measure(current, demand, awaited)
            todo.pop()
    return done[stream]


@remembered
def _measured(workspace: Workspace) -> dict[Stream, StreamFigures]:  # noqa: ARG001
    return {}


def _awaited(workspace: Workspace, stream: Stream) -> list[Stream]:
    """The streams that a stream's steps wait for, without those that wait for it in turn."""
    circles = _circles(workspace)
    return [
        workspace.streams[other]
        for other in _waits(workspace)[stream.id]
        if circles[other] != circles[stream.id]
    ]


@remembered
def _waits(workspace: Workspace) -> dict[str, dict[str, None]]:
    """For each stream those that its steps wait for, in written order."""
    return {
        id_: dict.fromkeys(use.stream for step in stream.steps.values() for use in step.awaited)
        for id_, stream in workspace.streams.items()
    }


@remembered
def _circles(workspace: Workspace) -> dict[str, int]:
    """For each stream the circle of streams waiting for each other that it is part of."""
    return components(_waits(workspace))


def _wait_for_others(
    workspace: Workspace, stream: Stream, step: Step, done: Mapping[Stream, StreamFigures]
) -> Awaited:
    """The longest of the streams that a step waits for, as elapsed time on its own clock."""
    waits = []
    is_bound = False
    circles = _circles(workspace)
    for use in step.awaited:
        other = workspace.streams[use.stream]
        if circles[stream.id] == circles[other.id]:
            return Awaited(None)
        wait_s = done[other].perceived_lead_time_s
        if wait_s is None:
            return Awaited(None)
        waits.append(wait_s * other.calendar.elapsed_factor / stream.calendar.elapsed_factor)
        is_bound |= done[other].bound("perceived") is not None
    return Awaited(max(waits, default=None), is_bound)
