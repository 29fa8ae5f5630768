"""Figures with every promise judged that can be: those about percentiles exactly, or by drawing."""

from msgspec.structs import replace

from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.exact_distributions import exactly_judged
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace


def judged_figures(workspace: Workspace, stream: Stream) -> StreamFigures:
    """The figures of a stream. Where a percentile is promised of times that are spread, as many
    items are walked as `vsm simulate` does."""
    figures = stream_figures(workspace, stream)
    if all(target.percentile is None for target in stream.targets):
        return figures
    done = _judged(workspace)
    if stream not in done:
        done[stream] = _judge(workspace, stream, figures)
    return done[stream]


@remembered
def _judged(workspace: Workspace) -> dict[Stream, StreamFigures]:  # noqa: ARG001
    return {}


def _judge(workspace: Workspace, stream: Stream, figures: StreamFigures) -> StreamFigures:
    targets = dict(exactly_judged(workspace, stream))
    open_ones = [
        key
        for key, target in targets.items()
        if target.percentile is not None and target.chance is None
    ]
    if open_ones:
        # NumPy takes long to import, and few workspaces need it.
        from vsm_cli.analysis.simulation.simulating import simulate

        drawn = simulate(workspace, stream).targets
        targets |= {key: drawn[key] for key in open_ones if key in drawn}
    return replace(figures, targets=targets)
