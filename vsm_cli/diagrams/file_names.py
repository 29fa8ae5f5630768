"""The names of the files in which pictures of elements stand, and the links between them."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote

from vsm_cli.analysis.memo import remembered
from vsm_cli.characters import digest, file_name
from vsm_cli.model.elements import Element
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

E = TypeVar("E", bound=Element)


def file_names(elements: Mapping[str, E]) -> dict[str, E]:
    """A file name for each element, even for a faulty id, that is one on every file system; of
    ids that differ only by case, the later one is told apart by a sign of its own."""
    names: dict[str, E] = {}
    taken: set[str] = set()
    for id_, element in elements.items():
        name = file_name(id_)
        if name.casefold() in taken:
            name = f"{name}~{digest(id_)}"
        taken.add(name.casefold())
        names[name] = element
    return names


@remembered
def _names(workspace: Workspace) -> dict[str, str]:
    return {
        element.address: name
        for elements in (workspace.streams, workspace.journeys)
        for name, element in file_names(elements).items()
    }


def picture_of(workspace: Workspace, element: Stream | Journey) -> str:
    """The address of the picture of a stream or journey, within the folder of its kind."""
    return quote(f"{_names(workspace)[element.address]}.svg")
