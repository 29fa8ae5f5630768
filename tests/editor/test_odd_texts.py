"""Edits of texts that are written in an odd way: anchors, other line ends, no last line end."""

from pathlib import Path

import pytest
from lsprotocol import types

from vsm_cli.editor.actions import _all_fixes
from vsm_cli.editor.desk import OpenText
from vsm_cli.editor.names import Symbol, WorkspaceNames
from vsm_cli.editor.protocol import Server
from vsm_cli.editor.session import Session, Where


def where(session: Session, path: Path, text: str) -> Where:
    path.write_bytes(text.encode())
    session.desk.open_folder(path.parent)
    session.desk.put(path, OpenText(path.as_uri(), 1, text))
    document = types.TextDocumentIdentifier(path.as_uri())
    found = session.where(types.TextDocumentPositionParams(document, types.Position(0, 0)))
    assert found
    return found


def after(session: Session, text: str, edits: list[types.TextEdit]) -> str:
    """The text with the edits made, from the last one on."""
    for edit in reversed(edits):
        text = session.units.changed(text, edit.range, edit.new_text)
    return text


TEXT = (
    "vsm: 1\nteams: {t: {}}\nstreams:\n  x:\n    owner: t\n    trigger: a\n    value: b\n"
    "    steps:\n      first: {owner: t, practices: incident-management, process: 5m}"
    "  # vsm: ignore[VSM101] it was so"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n# the end", "\n\n"])
def test_putting_all_right_changes_only_what_is_wrong(tmp_path: Path, end: str, last: str) -> None:
    session = Session(Server(), lambda: None)
    text = (TEXT + last).replace("\n", end)
    found = where(session, tmp_path / "vsm.yaml", text)
    edits = list(_all_fixes(session, found))
    assert edits
    assert all(len(edit.new_text) < 120 for edit in edits)
    made = after(session, text, edits)
    assert made.count("\r\n") == text.count("\r\n")
    assert made == text.replace("  # vsm: ignore[VSM101] it was so", "")


def test_a_name_is_not_looked_for_in_its_anchor(tmp_path: Path) -> None:
    session = Session(Server(), lambda: None)
    text = (
        "vsm: 1\nteams: {desk: {}}\nstreams:\n  x:\n    owner: &desk desk\n    steps:\n"
        "      first: {owner: *desk, process: 5m}\n      next: {owner: !!str desk}\n"
    )
    found = where(session, tmp_path / "vsm.yaml", text)
    assert found.checked
    names = WorkspaceNames(found.checked)
    found_names = names.of(Symbol("owner", "desk"))
    lines = text.split("\n")
    spans = {name.span for name in found_names}
    assert {(span.line, lines[span.line - 1][: span.column - 1][-6:]) for span in spans} == {
        (2, "ams: {"), (5, "&desk "), (8, "!!str "),
    }  # fmt: skip
