"""The server: which question of a client is answered where."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO

from lsprotocol import types

from vsm_cli.editor.protocol import FIX_ALL, REFACTORINGS, Server
from vsm_cli.editor.session import Session
from vsm_cli.editor.show_map import COMMAND, LiveMap, Pages

_WATCHED = "**/*.{yaml,yml}"


def run(stdin: BinaryIO, stdout: BinaryIO, pages: Pages) -> bool:
    """Serve one client until it goes; whether it said that it would. Maps are shown on `pages`."""
    server = Server()
    session = Session(server, _make_ready)
    _texts(server, session)
    _problems(server, session)
    _questions(server, session)
    _commands(server, LiveMap(session, pages))
    server.start_io(stdin, stdout)
    return server.protocol.ended_well


def _texts(server: Server, session: Session) -> None:
    """What the client says of texts, files and folders."""
    for method, heard in (
        (types.INITIALIZE, session.begin),
        (types.INITIALIZED, lambda _: _watch(server, session)),
        (types.TEXT_DOCUMENT_DID_OPEN, session.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, session.changed),
        (types.TEXT_DOCUMENT_DID_CLOSE, session.closed),
        (types.TEXT_DOCUMENT_DID_SAVE, lambda said: session.touched([said.text_document.uri])),
        (
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            lambda said: session.touched([change.uri for change in said.changes]),
        ),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, session.folders_changed),
    ):
        _on(server, method, heard)


def _watch(server: Server, session: Session) -> None:
    """Ask to be told of files that change on disk; where a client cannot tell, look for them."""
    able = server.client_capabilities.workspace
    files = able.did_change_watched_files if able else None
    if files and files.dynamic_registration:
        watchers = [types.FileSystemWatcher(_WATCHED)]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("files", method, options)
        server.client_register_capability(types.RegistrationParams([registration]))
    else:
        session.look_now_and_then()


def _problems(server: Server, session: Session) -> None:
    """Problems for clients that ask for them; they are told of in any case."""

    def of_one(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        found = session.problems().get(params.text_document.uri, [])
        return types.RelatedFullDocumentDiagnosticReport(items=found, kind="full")

    def of_all(_: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return types.WorkspaceDiagnosticReport(
            [
                types.WorkspaceFullDocumentDiagnosticReport(uri, problems, kind="full")
                for uri, problems in session.problems().items()
            ]
        )

    _on(server, types.TEXT_DOCUMENT_DIAGNOSTIC, of_one)
    _on(server, types.WORKSPACE_DIAGNOSTIC, of_all)


# What is asked about a place or a text: which function of which module answers. A module is
# imported with its first question, since problems are to be told soon after the start.
_ANSWERS = {
    types.TEXT_DOCUMENT_HOVER: "hover.hover",
    types.TEXT_DOCUMENT_COMPLETION: "completion.complete",
    types.TEXT_DOCUMENT_DEFINITION: "navigation.definitions",
    types.TEXT_DOCUMENT_REFERENCES: "navigation.references",
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: "navigation.highlights",
    types.TEXT_DOCUMENT_PREPARE_RENAME: "navigation.renamed_range",
    types.TEXT_DOCUMENT_RENAME: "navigation.rename",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "outlines.document_symbols",
    types.WORKSPACE_SYMBOL: "outlines.workspace_symbols",
    types.TEXT_DOCUMENT_FOLDING_RANGE: "outlines.foldings",
    types.TEXT_DOCUMENT_SELECTION_RANGE: "outlines.selections",
    types.TEXT_DOCUMENT_CODE_LENS: "lenses.lenses",
    types.TEXT_DOCUMENT_CODE_ACTION: "actions.actions",
    types.CODE_ACTION_RESOLVE: "refactorings.resolved",
}
_OPTIONS = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(
        trigger_characters=[" ", "[", "{", ",", "#"]
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, *REFACTORINGS, FIX_ALL],
        resolve_provider=True,
    ),
}


def _questions(server: Server, session: Session) -> None:
    for method, answer in _ANSWERS.items():
        _on(server, method, partial(_answered, answer, session), _OPTIONS.get(method))


def _answered(answer: str, session: Session, params: Any) -> object:
    module, _, name = answer.partition(".")
    return getattr(import_module(f"vsm_cli.editor.{module}"), name)(session, params)


def _make_ready() -> None:
    """Import and make what the first questions would wait for."""
    for answer in _ANSWERS.values():
        import_module(f"vsm_cli.editor.{answer.partition('.')[0]}")
    import_module("vsm_cli.editor.format_tree").format_at(())


def _commands(server: Server, live: LiveMap) -> None:
    @server.command(COMMAND)
    def show_map(uri: str, *position: Any) -> dict[str, str] | None:
        return live.show(uri, position[0] if position else None)


def _on(server: Server, method: str, do: Callable[[Any], object], options: Any = None) -> None:
    def heard(params: Any) -> object:
        return do(params)

    server.feature(method, options)(heard)
