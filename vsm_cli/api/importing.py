"""What a file of another tool says as a document of ours, fitted into the workspace it goes to."""

from pathlib import Path

from msgspec import Struct

from vsm_cli.exchange.imported import Imported
from vsm_cli.language import current, message, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.discovery import find_root
from vsm_cli.source.key_names import in_chinese
from vsm_cli.source.workspaces import absolute
from vsm_cli.source.writing import as_yaml

_HEADING = message("Imported from {file}: from here on it is yours to change.")


class Surroundings(Struct):
    """The workspace that a document comes into, and its language."""

    workspace: Workspace
    language: str


def surroundings_of(place: Path) -> Surroundings:
    """The workspace around a place (a file to be, or a folder), without the file itself."""
    from vsm_cli.api import Options, analyse

    place = absolute(place)
    root = find_root(place)
    if root is None:
        return Surroundings(Workspace(), current())
    report = analyse([root], Options(check=False, overlay={place: b""}))
    first = next((each for each in report.workspaces), None)
    if first is None:
        return Surroundings(Workspace(), current())
    return Surroundings(first.workspace, first.language)


def definition_of(imported: Imported, file: str, around: Surroundings) -> str:
    """The document as YAML, with keys in the language of the workspace."""
    document = {"vsm": 1, **imported.definitions}
    if around.language == "zh":
        document = in_chinese(document)
    return as_yaml(document, tr(_HEADING, file=file))
