"""Every diagram of a workspace: what it shows, where its file goes, and how to draw it."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, TypeVar
from unicodedata import category

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.engine import Engine
from vsm_cli.diagrams.landscape import landscape
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.diagrams.text import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.workspace import Workspace

View = Literal["landscape", "streams"]
E = TypeVar("E", bound=Element)

_LANDSCAPE = message("Landscape")


class Picture(NamedTuple):
    """One diagram. `path` is where its file goes below the album's folder, without an ending:
    `landscape`, `streams/restore-service`. `title` names it for people."""

    view: View
    path: str
    title: str
    draw: Callable[[], Drawing]


def album(
    workspace: Workspace,
    *,
    problems: Sequence[Diagnostic] = (),
    engine: Engine = "bundled",
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
        whole = partial(landscape, workspace, problems=problems, engine=engine)
        yield Picture("landscape", "landscape", tr(_LANDSCAPE), whole)
    below = None if files is None else f"../{files}"
    for name, stream in file_names(workspace.streams).items():
        if only is None or stream.id in only:
            one = partial(stream_map, workspace, stream, problems=problems, files=below)
            yield Picture("streams", f"streams/{name}", clean(stream.label), one)


def file_names(elements: Mapping[str, E]) -> dict[str, E]:
    """A file name for each element, even for a faulty id, that is one on every file system."""
    names: dict[str, E] = {}
    taken: set[str] = set()
    for id_, element in elements.items():
        safe = "".join(char if category(char)[0] in "LMN" or char in "-_" else "_" for char in id_)
        name = safe[:100] or "_"
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names[name] = element
    return names
