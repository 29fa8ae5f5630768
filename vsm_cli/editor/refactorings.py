"""What can be done at the element under the cursor, with what that would do to lead times and
problems."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lsprotocol import types

from vsm_cli.api import Options, WorkspaceReport
from vsm_cli.api.refactoring import NAMES, offers_at, offers_of, refactor
from vsm_cli.diagnostics import Edit
from vsm_cli.editor.protocol import REFACTORINGS
from vsm_cli.editor.session import Session, Where
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.refactoring import extract_pattern
from vsm_cli.refactoring.offer import Offer, Scene
from vsm_cli.reporters.refactor.contents import in_short
from vsm_cli.source.workspaces import absolute

_WITH_EFFECT = message("{title} ({effect})")
_DATA = {"uri", "name", "element", "choice"}
_MOST = 3
"""So many of a kind are offered at an element; `vsm refactor` takes all, such as every owner."""
_MOST_STREAMS = 100
"""Of a workspace with more streams, what it would do is told with the edit."""
_PATIENCE_S = 0.4
"""So long is worked out what each would do before all are shown; the edit tells it of others."""


def refactorings(
    session: Session, where: Where, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    """What can be done at the beginning of a range, the nearest element first."""
    if where.checked is None or where.source is None:
        return
    # A lamp beside the text is to be lit at once.
    asked = params.context.trigger_kind != types.CodeActionTriggerKind.Automatic
    asked &= len(where.checked.workspace.streams) <= _MOST_STREAMS
    deadline = time.monotonic() + (_PATIENCE_S if asked else 0.0)
    line, column = session.units.spot(where.lines, params.range.start)
    scene = Scene(where.checked.workspace, where.checked.files)
    done: set[tuple[str, str]] = set()
    for address in scene.addresses_at(where.source.path, line, column):
        for offer in _offers(where.checked, address):
            if (offer.name, offer.title) not in done:
                done.add((offer.name, offer.title))
                yield _action(session, where, offer, deadline)


def resolved(session: Session, action: types.CodeAction) -> types.CodeAction:
    """An action with what it writes, and what that does."""
    data: Any = action.data
    if not (isinstance(data, dict) and data.keys() >= _DATA and data["name"] in NAMES):
        return action
    asked = types.TextDocumentPositionParams(
        types.TextDocumentIdentifier(data["uri"]), types.Position(0, 0)
    )
    where = session.where(asked)
    if where is None or where.checked is None:
        return action
    checked = where.checked

    def answer() -> types.CodeAction:
        try:
            offers = offers_of(checked, data["name"], data["element"])
        except VsmError:  # it was changed meanwhile
            return action
        found = next((each for each in offers if each.choice == data["choice"]), None)
        if found is None:
            return action
        if found.refused is not None:
            action.disabled = types.CodeActionDisabled(found.refused)
            said = types.ShowMessageParams(types.MessageType.Info, found.refused)
            session.server.window_show_message(said)
            return action
        action.edit = _written(session, where, found)
        action.data = {**data, "effect": _effect(session, where, found)}
        return action

    return session.speak(where, answer)


def _offers(checked: WorkspaceReport, address: str) -> Iterator[Offer]:
    try:
        offers = offers_at(checked, address)
    except VsmError:  # a step of a pattern that every stream writes anew
        return
    shown = Counter[str]()
    for offer in offers:
        shown[offer.name] += 1
        if shown[offer.name] <= _MOST:
            yield offer


def _action(session: Session, where: Where, offer: Offer, deadline: float) -> types.CodeAction:
    extract = offer.name == extract_pattern.NAME
    able = session.server.client_capabilities.text_document
    actions = able.code_action if able else None
    later = bool(
        actions and actions.resolve_support and "edit" in actions.resolve_support.properties
    )
    action = types.CodeAction(
        offer.title,
        kind=REFACTORINGS[extract],
        data={
            "uri": session.uri(where.path), "name": offer.name,
            "element": offer.element, "choice": offer.choice,
        },
    )  # fmt: skip
    if extract and later:
        return action  # many streams may be written anew
    if offer.refused is not None:
        action.disabled = types.CodeActionDisabled(offer.refused)
        return action
    if not later:
        action.edit = _written(session, where, offer)
    if time.monotonic() < deadline and (effect := _effect(session, where, offer)):
        action.title = tr(_WITH_EFFECT, title=offer.title, effect=effect)
    return action


def _effect(session: Session, where: Where, offer: Offer) -> str:
    """What it would do, in short; empty where that cannot be told."""
    folder = session.desk.folder_of(where.path)
    if folder is None or where.checked is None:
        return ""
    options = Options(overlay=session.desk.overlay(), as_configured=True)
    try:
        paths = session.desk.named(folder)
        told = refactor(paths, options, where.checked, offer, folder.memory).consequences
    except VsmError:
        return ""
    return in_short(told.before, told.after, told.effect, told.problems)


def _written(session: Session, where: Where, offer: Offer) -> types.WorkspaceEdit:
    assert where.checked is not None
    edits = {}
    for name, of_file in offer.edits.items():
        path = absolute(Path(name))
        lines = session.desk.lines(path, where.checked.files[name]) or [""]
        edits[session.uri(path)] = [_edit(session, lines, each) for each in _in_order(of_file)]
    return session.edit(edits)


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """As they are made one after the other: what is put in at a place before what is taken out
    behind it."""
    return sorted(edits, key=lambda each: each.span)


def _edit(session: Session, lines: list[str], edit: Edit) -> types.TextEdit:
    return types.TextEdit(session.units.range(lines, edit.span), edit.text)
