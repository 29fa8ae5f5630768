"""Whether the items of a stream can take different times."""

from collections.abc import Callable

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.step_times import is_spread
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

# Streams that wait for streams that wait for streams: nobody sees further.
_MOST_DEEP = 20


def items_differ(
    workspace: Workspace,
    stream: Stream,
    figures_of: Callable[[Stream], StreamFigures],
    depth: int = 0,
) -> bool:
    """Whether items of a stream can take different times: by a spread, by `every`, by their way,
    by support that fails, or by a stream that they wait for."""
    routing = routing_of(stream)
    figures = figures_of(stream).steps
    if len(routing.starts or ()) > 1:
        return True
    visited = [step for step in stream.steps.values() if figures[step.id].visits != 0.0]
    for step in visited:
        cases = figures[step.id].cases
        if is_spread(step, cases) or len({case.times.known_s for case in cases}) > 1:
            return True
        if len(routing.rows[step.id] or ()) > 1:
            return True
        if step.forks and any(0 < (route.share or 0) < 1 for route in step.routes):
            return True
    return any(
        items_differ(workspace, workspace.streams[use.stream], figures_of, depth + 1)
        for step in visited
        if figures[step.id].wait_time_s is not None and depth < _MOST_DEEP
        for use in step.awaited
    )
