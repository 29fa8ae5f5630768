"""Every diagram of a workspace: what it shows, where its file goes, and how to draw it."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple

from vsm_cli.analysis.comparison.comparing import Comparison
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import mermaid
from vsm_cli.diagrams.diff_map import changed_streams, difference_map
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.engine import BUNDLED, Engine
from vsm_cli.diagrams.file_names import file_names
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.journey import journey_map
from vsm_cli.diagrams.landscape import landscape
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.diagrams.systems import systems_map
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.workspace import Workspace

View = Literal["landscape", "journeys", "systems", "handoffs", "streams", "diff"]

_LANDSCAPE = message("Landscape")
_SYSTEMS = message("Systems and paths")
_HANDOFFS = message("Hand-offs")


class Picture(NamedTuple):
    """One diagram. `path` is where its file goes below the album's folder, without an ending:
    `landscape`, `streams/restore-service`. `title` names it for people;
    `mermaid` gives it as text for places that render only that."""

    view: View
    path: str
    title: str
    draw: Callable[[], Drawing]
    mermaid: Callable[[], str]


def album(
    workspace: Workspace,
    *,
    problems: Sequence[Diagnostic] = (),
    engine: Engine = BUNDLED,
    files: str | None = None,
    only: Container[str] | None = None,
) -> list[Picture]:
    """The diagrams of a workspace, drawn only when they are asked for.

    `problems` are laid over what they concern. `files` is the way from the album's folder to
    the one that source paths start from; without it nothing links to the definitions. `only`
    are the ids of the streams to show, all if None. Drawing raises EngineError.
    """
    return list(_pictures(workspace, problems, engine, files, only))


def _pictures(
    workspace: Workspace,
    problems: Sequence[Diagnostic],
    engine: Engine,
    files: str | None,
    only: Container[str] | None,
) -> Iterator[Picture]:
    if workspace.streams:
        yield Picture(
            "landscape",
            "landscape",
            tr(_LANDSCAPE),
            partial(landscape, workspace, problems=problems, only=only, engine=engine),
            partial(mermaid.landscape, workspace, problems=problems, only=only),
        )
    for name, journey in file_names(workspace.journeys).items():
        if only is None or any(stream in only for step in journey.steps for stream in step.streams):
            yield Picture(
                "journeys",
                f"journeys/{name}",
                clean(journey.label),
                partial(journey_map, workspace, journey, problems=problems),
                partial(mermaid.journey, workspace, journey, problems=problems),
            )
    if workspace.systems:
        yield Picture(
            "systems",
            "systems",
            tr(_SYSTEMS),
            partial(
                systems_map, workspace, problems=problems, files=files, only=only, engine=engine
            ),
            partial(mermaid.systems, workspace, problems=problems, only=only),
        )
    if workspace.streams:
        yield Picture(
            "handoffs",
            "handoffs",
            tr(_HANDOFFS),
            partial(
                handoffs_map, workspace, problems=problems, files=files, only=only, engine=engine
            ),
            partial(mermaid.handoffs, workspace, problems=problems, only=only),
        )
    below = None if files is None else f"../{files}"
    for name, stream in file_names(workspace.streams).items():
        if only is None or stream.id in only:
            yield Picture(
                "streams",
                f"streams/{name}",
                clean(stream.label),
                partial(stream_map, workspace, stream, problems=problems, files=below),
                partial(mermaid.stream, workspace, stream, problems=problems),
            )


def differences(
    compared: Comparison,
    *,
    problems: Sequence[Diagnostic] = (),
    files: str | None = None,
    only: Container[str] | None = None,
) -> list[Picture]:
    """A diagram of each stream that differs between two states; see `album`."""
    below = None if files is None else f"../{files}"
    streams = {each.stream.id: each.stream for each in changed_streams(compared)}
    names = {stream.id: name for name, stream in file_names(streams).items()}
    return [
        Picture(
            "diff",
            f"diff/{names[each.stream.id]}",
            clean(each.stream.label),
            partial(difference_map, compared, each, problems=problems, files=below),
            partial(mermaid.difference, compared, each),
        )
        for each in changed_streams(compared)
        if only is None or each.stream.id in only
    ]
