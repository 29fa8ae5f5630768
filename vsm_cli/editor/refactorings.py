"""Refactorings of what the cursor is at, each with what it would do to figures and problems."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from lsprotocol import types

from vsm_cli.api import Options, WorkspaceReport
from vsm_cli.api.refactoring import offers_at, refactor
from vsm_cli.editor.session import Session, Where
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.refactoring.offer import Offer, Scene
from vsm_cli.reporters.refactor.contents import in_short
from vsm_cli.source.places import Span

_TITLE = message("{title} ({effect})")
_MOST = 30
"""So many of one element are shown; a choice among more is not made in a menu."""
_PATIENCE_S = 0.3
"""So long is looked for what they would do: in a large workspace that is known of the first."""


def refactorings(session: Session, where: Where, range_: types.Range) -> Iterator[types.CodeAction]:
    """What can be done at the elements that a place is in, from the inside out."""
    checked, source = where.checked, where.source
    if checked is None or source is None or not source.readable:
        return
    spot = session.units.spot(where.lines, range_.start)
    start = monotonic()
    for address in Scene(checked.workspace, checked.files).addresses_at(source.path, *spot):
        for offer in _offers(checked, address):
            hurried = monotonic() - start > _PATIENCE_S
            effect = None if hurried else _effect(session, where.path, checked, offer)
            yield types.CodeAction(
                offer.title if effect is None else tr(_TITLE, title=offer.title, effect=effect),
                kind=types.CodeActionKind.RefactorRewrite,
                edit=_edit(session, checked, offer),
            )


def _offers(checked: WorkspaceReport, address: str) -> list[Offer]:
    """What can be done at an element without losing anything."""
    try:
        found = [each for each in offers_at(checked, address) if each.refused is None]
    except VsmError:
        return []
    return found[:_MOST]


def _effect(session: Session, path: Path, checked: WorkspaceReport, offer: Offer) -> str | None:
    """What a refactoring would do, in a few words; None where that cannot be told."""
    folder = session.desk.folder_of(path)
    if folder is None:
        return None
    options = Options(overlay=session.desk.overlay(), as_configured=True)
    try:
        named = session.desk.named(folder)
        told = refactor(named, options, checked, offer, folder.memory).consequences
    except VsmError:
        return None
    return in_short(told.before, told.after, told.effect, told.problems)


def _edit(session: Session, checked: WorkspaceReport, offer: Offer) -> types.WorkspaceEdit:
    edits: dict[str, list[types.TextEdit]] = {}
    for name, of_file in offer.edits.items():
        for each in of_file:
            at = session.location(checked, name, Span(*each.span))
            edits.setdefault(at.uri, []).append(types.TextEdit(at.range, each.text))
    return session.edit(edits)
