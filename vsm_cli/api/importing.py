"""What a file of another tool says as a document of ours, fitted into the workspace it goes to."""

from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct, field

from vsm_cli.characters import file_name
from vsm_cli.errors import NothingFoundError, VsmError
from vsm_cli.exchange.fitting import Marks, fitted, gone, marks_of
from vsm_cli.exchange.imported import Imported
from vsm_cli.language import current, fill, message, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.discovery import find_root
from vsm_cli.source.key_names import in_chinese
from vsm_cli.source.reading import SourceFile
from vsm_cli.source.workspaces import absolute, shown_name
from vsm_cli.source.writing import as_yaml

_UNREADABLE = message("{file} cannot be read: line {line}: {reason}")
_ADDED = message("Added from {file}: from here on it is yours to change.")
_HEADING = message("Imported from {file}: from here on it is yours to change.")


class Surroundings(Struct):
    """The workspace that a document comes into, and its language. `marks` is what elements say of
    where they came from; `file` is what the file itself holds so far."""

    workspace: Workspace
    language: str
    marks: Marks = field(default_factory=dict)
    file: list[dict[str, Any]] = field(default_factory=list)


def surroundings_of(place: Path, *, update: bool = False) -> Surroundings:
    """The workspace around a place (a file to be, or a folder); without the file itself, unless it
    is to be updated. Raises VsmError where that one cannot be read: what is in it would be added a
    second time."""
    from vsm_cli.api import Options, analyse

    place = absolute(place)
    root = find_root(place)
    if root is None and update and place.is_file():
        root = place
    if root is None:
        return Surroundings(Workspace(), current())
    overlay = {} if update else {place: b""}
    try:
        report = analyse([root], Options(check=False, overlay=overlay))
    except NothingFoundError:
        return Surroundings(Workspace(), current())
    # Roots inside of this one are workspaces of their own.
    found = next(
        (each for each in report.workspaces if absolute(Path(each.root)) == root),
        report.workspaces[0],
    )
    if update and (ours := found.files.get(shown_name(place))):
        _must_be_readable(ours)
    documents = {
        name: [each.data for each in file.documents if isinstance(each.data, dict)]
        for name, file in found.files.items()
    }
    return Surroundings(
        found.workspace,
        found.language,
        marks_of(each for file in documents.values() for each in file),
        documents.get(shown_name(place), []),
    )


def _must_be_readable(file: SourceFile) -> None:
    for fault in file.faults if not file.readable else ():
        reason = fill(fault.message, fault.fields)
        raise VsmError(tr(_UNREADABLE, file=file.path, line=fault.line, reason=reason))


def workspace_of(imported: Imported, file: str) -> dict[str, str]:
    """The files of a new workspace with what was imported, by their names: one for each stream, and
    all else at the root, with office hours as in every new one."""
    root: dict[str, Any] = {"title": PurePath(file).stem}
    if current() == "zh":
        root["language"] = "zh"
    # As any new workspace: who writes 2d in a table seldom means two days and nights.
    root["calendar"] = {"day": "8h", "week": "5d"}
    others = {key: each for key, each in imported.definitions.items() if key != "streams"}
    documents: dict[str, dict[str, Any]] = {"vsm.yaml": {**root, **others}}
    for id_, stream in imported.definitions.get("streams", {}).items():
        name = f"streams/{file_name(id_)}.yaml"
        documents.setdefault(name, {"streams": {}})["streams"][id_] = stream
    return {name: _as_text(document, file, current()) for name, document in documents.items()}


def definition_of(imported: Imported, file: str, around: Surroundings) -> tuple[Imported, str]:
    """The document as YAML, with keys in the language of the workspace, and without what is defined
    there; what there is to say about that is added to the notes."""
    fit = fitted(imported.definitions, around.workspace, around.marks)
    told = Imported(fit.definitions, (*imported.notes, *fit.notes))
    return told, _as_text(fit.definitions, file, around.language)


def update_of(
    imported: Imported, file: str, around: Surroundings, data: bytes
) -> tuple[Imported, bytes | None]:
    """The bytes of a file of ours with what is new in another document at its end; None where
    nothing is. What has gone is told."""
    fit = fitted(imported.definitions, around.workspace, around.marks, update=True)
    notes = [*imported.notes, *fit.notes]
    for document in around.file:
        notes += gone(imported.definitions, fit.paths, document)
    told = Imported(fit.definitions, tuple(notes))
    if not fit.definitions:
        return told, None
    text = _as_text(fit.definitions, file, around.language, _ADDED)
    if not data.strip():
        return told, text.encode()
    lines = ("" if data.endswith(b"\n") else "\n") + "---\n" + text
    return told, data + (lines.replace("\n", "\r\n") if b"\r\n" in data else lines).encode()


def _as_text(definitions: dict[str, Any], file: str, language: str, heading: str = _HEADING) -> str:
    document = {"vsm": 1, **definitions}
    return as_yaml(in_chinese(document) if language == "zh" else document, tr(heading, file=file))
