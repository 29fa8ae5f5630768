"""From a name to where it is defined and used, and another name for an element everywhere."""

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from vsm_cli.api import WorkspaceReport
from vsm_cli.catalogue import PRACTICES
from vsm_cli.editor.names import Name, WorkspaceNames
from vsm_cli.editor.session import Session, Where
from vsm_cli.language import message, names, tr
from vsm_cli.loading.collect import RESERVED
from vsm_cli.loading.ids import is_id
from vsm_cli.loading.references import canonical
from vsm_cli.source.data import as_scalar

_NO_ID = message("{name} is no id: letters, digits, - and _ are what an id is made of")
_RESERVED = message("{name} has a meaning of its own and cannot be the id of an element")
_TAKEN = message("there is {name} already")
_UNREAD = message("nothing is renamed while a file cannot be read: {files}")
_CATALOGUE = message("{name} comes from the catalogue of ITIL 4, which knows it by that id")
_ELSEWHERE = message("{name} cannot be renamed here: {file} writes it in a way that has to stay")


class RenameError(JsonRpcException):
    """An element cannot have the name that is wanted; the text says why."""

    CODE = -32803


def definitions(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    """Where the element under the cursor is defined."""
    where = session.where(params)
    name = name_at(session, where)
    if not where or not where.checked or name is None:
        return []
    found = session.names(where.checked).definitions(name.symbol)
    return [session.location(where.checked, each.path, each.span) for each in found]


def references(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    """All places that name the element under the cursor."""
    with_definition = params.context.include_declaration
    return [
        session.location(where.checked, each.path, each.span)
        for where in [session.where(params)]
        for each in _named_alike(session, where)
        if (with_definition or not each.mention.defines) and where and where.checked
    ]


def highlights(
    session: Session, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """The places of the same text that name the element under the cursor."""
    where = session.where(params)
    if where is None or where.source is None:
        return []
    return [
        types.DocumentHighlight(
            session.units.range(where.lines, each.span),
            types.DocumentHighlightKind.Write
            if each.mention.defines
            else types.DocumentHighlightKind.Read,
        )
        for each in _named_alike(session, where, where.source.path)
    ]


def renamed_range(
    session: Session, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """What would be renamed; None where there is nothing. Raises RenameError."""
    where = session.where(params)
    name = name_at(session, where)
    if not where or not where.checked or not where.source or name is None:
        return None
    found = session.names(where.checked)
    session.speak(where, lambda: _refuse_catalogue(found, name))
    range_ = session.units.range(where.lines, name.span)
    return types.PrepareRenamePlaceholder(range_, name.symbol.id)


def rename(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits that give an element another id wherever it is named. Raises RenameError."""
    where = session.where(params)
    name = name_at(session, where)
    if not where or not where.checked or name is None:
        return None
    checked, wanted = where.checked, canonical(params.new_name.strip())
    return session.speak(where, lambda: _renamed(session, checked, name, wanted))


def _renamed(
    session: Session, checked: WorkspaceReport, name: Name, wanted: str
) -> types.WorkspaceEdit:
    broken = [file.path for file in checked.files.values() if not file.readable]
    if broken:
        raise RenameError(tr(_UNREAD, files=names(broken)))
    found = session.names(checked)
    _refuse(found, name, wanted)
    everywhere, hidden = found.with_hidden(name.symbol)
    if hidden:
        raise RenameError(tr(_ELSEWHERE, name=name.symbol.id, file=hidden[0].place.file))
    edits: dict[str, list[types.TextEdit]] = {}
    for each in everywhere:
        written = canonical(each.mention.written)
        if name.symbol.kind in ("practice", "kind") and written != name.symbol.id:
            continue  # by one of its names, which it keeps
        lines = checked.files[each.path].lines
        text = as_scalar(wanted) if each.whole and not _is_quoted(each, lines) else wanted
        at = session.location(checked, each.path, each.span)
        edits.setdefault(at.uri, []).append(types.TextEdit(at.range, text))
    return session.edit(edits)


def _is_quoted(name: Name, lines: list[str]) -> bool:
    line, span = lines[name.span.line - 1], name.span
    return span.column > 1 and line[span.column - 2] in "\"'"


def _refuse(found: WorkspaceNames, name: Name, wanted: str) -> None:
    """Raise RenameError for an id that the element cannot have."""
    _refuse_catalogue(found, name)
    if not is_id(wanted):
        raise RenameError(tr(_NO_ID, name=wanted))
    if wanted in RESERVED:
        raise RenameError(tr(_RESERVED, name=wanted))
    if wanted != name.symbol.id and found.is_taken(name.symbol, wanted):
        raise RenameError(tr(_TAKEN, name=wanted))


def _refuse_catalogue(found: WorkspaceNames, name: Name) -> None:
    known = name.symbol.kind == "practice" and name.symbol.id in PRACTICES
    if known or not found.has(name.symbol):
        raise RenameError(tr(_CATALOGUE, name=name.symbol.id))


def name_at(session: Session, where: Where | None) -> Name | None:
    """The name of an element at a place."""
    if not where or not where.checked or not where.source:
        return None
    return session.names(where.checked).at(where.source, where.spot.line, where.spot.column)


def _named_alike(session: Session, where: Where | None, file: str | None = None) -> list[Name]:
    """All names of the element that is named at a place, of one file if it is given."""
    name = name_at(session, where)
    if not where or not where.checked or name is None:
        return []
    return session.names(where.checked).of(name.symbol, file=file)
