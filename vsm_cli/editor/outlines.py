"""What is in a text: its elements, what can be folded, what is selected step by step."""

from collections.abc import Iterator

from lsprotocol import types

from vsm_cli.api import WorkspaceReport
from vsm_cli.editor.mentions import SECTIONS, definitions_in
from vsm_cli.editor.session import Session, Where
from vsm_cli.model.elements import Element
from vsm_cli.source.key_names import english_path
from vsm_cli.source.outline import OutlinePart, around, outline

_KINDS = {
    "owner": types.SymbolKind.Class, "system": types.SymbolKind.Module,
    "data": types.SymbolKind.Struct, "stream": types.SymbolKind.Function,
    "practice": types.SymbolKind.Interface, "kind": types.SymbolKind.Enum,
    "journey": types.SymbolKind.Event, "log": types.SymbolKind.File,
    "step": types.SymbolKind.Method,
}  # fmt: skip
_MOST = 500
"""More elements than that nobody looks through."""


def document_symbols(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    """The sections of a text, with their elements and the steps of these."""
    where = session.where(params)
    if where is None or where.source is None or where.checked is None:
        return []
    return [
        _symbol(session, where, where.checked, part, (part.key,))
        for part in outline(where.source)
        if part.key and (part.parts or part.key in SECTIONS)
    ]


def _symbol(
    session: Session,
    where: Where,
    checked: WorkspaceReport,
    part: OutlinePart,
    path: tuple[str, ...],
) -> types.DocumentSymbol:
    keys = english_path(path)
    by_ids = len(keys) % 2 == 0
    kind = "step" if len(keys) == 4 else SECTIONS.get(keys[0], "") if len(keys) == 2 else ""
    below = [
        _symbol(session, where, checked, each, (*path, each.key))
        for each in part.parts
        if each.key and _is_listed(english_path((*path, each.key)))
    ]
    element = _element(checked, keys) if by_ids else None
    return types.DocumentSymbol(
        name=part.key or "-",
        detail=(element.name or "") if element else None,
        kind=_KINDS.get(kind, types.SymbolKind.Namespace),
        range=session.units.range(where.lines, part.span),
        selection_range=session.units.range(where.lines, part.name),
        children=below,
    )


def _is_listed(keys: tuple[str, ...]) -> bool:
    """Whether what stands at a path of keys is an element, or holds some."""
    if keys[0] not in SECTIONS:
        return False
    steps = keys[0] in ("streams", "patterns") and keys[2:3] == ("steps",)
    return len(keys) == 2 or (steps and len(keys) in (3, 4))


def _element(checked: WorkspaceReport, keys: tuple[str, ...]) -> Element | None:
    section = getattr(checked.workspace, keys[0].replace("-", "_"), {})
    found: Element | None = section.get(keys[1]) if isinstance(section, dict) else None
    if len(keys) == 4:
        return getattr(found, "steps", {}).get(keys[3])
    return found


def workspace_symbols(
    session: Session, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol]:
    """The elements of all workspaces whose id or name has these letters in it."""
    wanted = params.query.casefold()
    session.desk.look()
    found: list[types.WorkspaceSymbol] = []
    for folder in session.desk.folders.values():
        for checked in folder.report.workspaces:
            for symbol in _matching(session, checked, wanted):
                found.append(symbol)
                if len(found) == _MOST:
                    return found
    return found


def _matching(
    session: Session, checked: WorkspaceReport, wanted: str
) -> Iterator[types.WorkspaceSymbol]:
    for name, source in checked.files.items():
        for mention in definitions_in(source):
            if not mention.defines:
                continue
            element = _element(checked, tuple(map(str, mention.place.path)))
            label = (element.name or "") if element else ""
            if wanted in mention.written.casefold() or wanted in label.casefold():
                yield types.WorkspaceSymbol(
                    name=f"{mention.written} {label}".strip(),
                    kind=_KINDS[mention.kind],
                    location=session.location(checked, name, source.locate(mention.place)),
                    container_name=mention.stream or None,
                )
        source.forget_nodes()


def foldings(session: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """What reaches over several lines, and comments that do."""
    where = session.where(params)
    if where is None or where.source is None:
        return []
    found = [
        types.FoldingRange(part.span.line - 1, part.span.end_line - 1)
        for part in _all(outline(where.source))
        if part.span.end_line > part.span.line
    ]
    # Of several that begin on the same line, editors show one.
    by_line = {each.start_line: each for each in reversed(found)}
    return sorted([*by_line.values(), *_comments(where.lines)], key=lambda each: each.start_line)


def _all(parts: list[OutlinePart] | tuple[OutlinePart, ...]) -> Iterator[OutlinePart]:
    for part in parts:
        yield part
        yield from _all(part.parts)


def _comments(lines: list[str]) -> Iterator[types.FoldingRange]:
    start = None
    for number, line in enumerate([*lines, ""]):
        is_comment = line.lstrip().startswith("#")
        if is_comment and start is None:
            start = number
        if not is_comment and start is not None:
            if number - start > 1:
                yield types.FoldingRange(start, number - 1, kind=types.FoldingRangeKind.Comment)
            start = None


def selections(session: Session, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    """For each place what holds it, from the word to the document."""
    where = session.where(params)
    return [] if where is None else [_selection(session, where, each) for each in params.positions]


def _selection(session: Session, where: Where, position: types.Position) -> types.SelectionRange:
    spot = session.units.spot(where.lines, position)
    spans = around(where.source, spot.line, spot.column) if where.source else []
    chosen: types.SelectionRange | None = None
    for span in reversed(spans):
        chosen = types.SelectionRange(session.units.range(where.lines, span), chosen)
    if chosen is None:
        here = session.units.position(where.lines, *spot)
        return types.SelectionRange(types.Range(here, here))
    return chosen
