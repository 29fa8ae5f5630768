"""The server: which question of a client is answered where."""

from collections.abc import Callable
from typing import Any, BinaryIO

from lsprotocol import types

from vsm_cli.editor import navigation, outlines
from vsm_cli.editor.actions import KINDS, actions
from vsm_cli.editor.completion import TRIGGERS, complete
from vsm_cli.editor.hover import hover
from vsm_cli.editor.lenses import lenses
from vsm_cli.editor.protocol import Server
from vsm_cli.editor.session import Session

_WATCHED = "**/*.{yaml,yml}"


def run(stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Serve one client until it goes; whether it said that it would."""
    server = Server()
    session = Session(server)
    _texts(server, session)
    _problems(server, session)
    _questions(server, session)
    server.start_io(stdin, stdout)
    return server.protocol.ended_well


def _texts(server: Server, session: Session) -> None:
    """What the client says of texts, files and folders."""
    for method, heard in (
        (types.INITIALIZE, session.begin),
        (types.INITIALIZED, lambda _: _watch(server)),
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


def _watch(server: Server) -> None:
    """Ask to be told of files that change on disk, where the client can tell."""
    able = server.client_capabilities.workspace
    files = able.did_change_watched_files if able else None
    if files and files.dynamic_registration:
        watchers = [types.FileSystemWatcher(_WATCHED)]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("files", method, options)
        server.client_register_capability(types.RegistrationParams([registration]))


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


def _questions(server: Server, session: Session) -> None:
    """What is asked about a place or a text."""
    for method, answer in (
        (types.TEXT_DOCUMENT_HOVER, hover),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outlines.document_symbols),
        (types.WORKSPACE_SYMBOL, outlines.workspace_symbols),
        (types.TEXT_DOCUMENT_FOLDING_RANGE, outlines.foldings),
        (types.TEXT_DOCUMENT_SELECTION_RANGE, outlines.selections),
        (types.TEXT_DOCUMENT_CODE_LENS, lenses),
        (types.TEXT_DOCUMENT_DEFINITION, navigation.definitions),
        (types.TEXT_DOCUMENT_REFERENCES, navigation.references),
        (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, navigation.highlights),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, navigation.renamed_range),
        (types.TEXT_DOCUMENT_RENAME, navigation.rename),
    ):
        _on(server, method, _asked(session, answer))
    acting = types.CodeActionOptions(code_action_kinds=list(KINDS))
    _on(server, types.TEXT_DOCUMENT_CODE_ACTION, _asked(session, actions), acting)
    completing = types.CompletionOptions(trigger_characters=TRIGGERS)
    _on(server, types.TEXT_DOCUMENT_COMPLETION, _asked(session, complete), completing)


def _asked(session: Session, answer: Callable[[Session, Any], object]) -> Callable[[Any], object]:
    return lambda params: answer(session, params)


def _on(server: Server, method: str, do: Callable[[Any], object], options: Any = None) -> None:
    def heard(params: Any) -> object:
        return do(params)

    server.feature(method, options)(heard)
