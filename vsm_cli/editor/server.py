"""The server: what the client says into the desk, what it asks into answers."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from vsm_cli.editor.desk import Desk, OpenText
from vsm_cli.editor.positions import Units
from vsm_cli.editor.problems import shown_problems
from vsm_cli.editor.protocol import Server
from vsm_cli.source.discovery import ENDINGS
from vsm_cli.source.workspaces import absolute

_PAUSE_S = 0.02
"""So long nothing more has to be said before it is looked at: who types says much at once."""
_QUIET_S = 3.0
"""After so long what is no longer needed is freed, which may take as long as an answer."""
_WATCHED = "**/*.{yaml,yml}"


class Session:
    """One client: its desk, and what it has been told."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.desk = Desk()
        self.units = Units()
        self._told: dict[Path, list[types.Diagnostic]] = {}
        self._versions: dict[Path, int | None] = {}
        self._later: asyncio.TimerHandle | None = None
        self._tidy: asyncio.TimerHandle | None = None

    def path(self, uri: str) -> Path:
        """The file of an address; a text that is no file lies where no file is."""
        found = to_fs_path(uri) if urlsplit(uri).scheme in ("", "file") else None
        if found is None:
            parts = urlsplit(uri)
            return absolute(Path("/") / f"{parts.scheme}:" / parts.path.lstrip("/"))
        return absolute(Path(found))

    def uri(self, path: Path) -> str:
        """The address of a file, as the client has it where it is open."""
        text = self.desk.texts.get(path)
        return text.uri if text else from_fs_path(str(path)) or ""

    # What the client says

    def begin(self, params: types.InitializeParams) -> None:
        offered = params.capabilities.general and params.capabilities.general.position_encodings
        # The one that the answer will name, by the rule of pygls.
        known = (each for each in offered or () if each in ("utf-8", "utf-16", "utf-32"))
        self.units = Units(next(known, "utf-16"))
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = params.root_uri or (from_fs_path(params.root_path) if params.root_path else None)
        for uri in folders or ([root] if root else []):
            self.desk.open_folder(self.path(uri))
        self.soon()

    def watch(self) -> None:
        """Ask to be told of files that change on disk, where the client can tell."""
        able = self.server.client_capabilities.workspace
        files = able and able.did_change_watched_files
        if files and files.dynamic_registration:
            watchers = [types.FileSystemWatcher(_WATCHED)]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("files", method, options)
            self.server.client_register_capability(types.RegistrationParams([registration]))

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        text = OpenText(document.uri, document.version, document.text)
        self.desk.put(self.path(document.uri), text)
        self.soon()

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        path = self.path(params.text_document.uri)
        known = self.desk.texts.get(path)
        if known is None:
            return
        text = known.text
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                text = self.units.changed(text, change.range, change.text)
            else:
                text = change.text
        self.desk.put(path, OpenText(known.uri, params.text_document.version, text))
        self.soon()

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        self.desk.take(self.path(params.text_document.uri))
        self.soon()

    def touched(self, uris: list[str]) -> None:
        """Files, or folders with files, have come, gone or changed on disk."""
        self.desk.touch(map(self.path, uris))
        self.soon()

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            self.desk.close_folder(self.path(folder.uri))
        for folder in params.event.added:
            self.desk.open_folder(self.path(folder.uri))
        self.soon()

    # What the client is told

    def soon(self) -> None:
        """Look at what has changed once the client has said all of it."""
        if self._later:
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_later(_PAUSE_S, self.tell)

    def tell(self) -> None:
        """Tell the problems of files that have others than they had."""
        self._later = None
        for folder in self.desk.look():
            for notice in folder.report.notices:
                self.log(notice)
        now = shown_problems(self.desk, self.units, self.uri)
        for path in self._told.keys() | now.keys() | self.desk.texts.keys():
            text = self.desk.texts.get(path)
            version = text.version if text else None
            found = now.get(path, [])
            # A text that is another one is told of even where its problems are the same.
            if found != self._told.get(path, []) or version != self._versions.get(path):
                self.server.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(self.uri(path), found, version)
                )
            self._versions[path] = version
        self._told = now
        if self._tidy:
            self._tidy.cancel()
        self._tidy = asyncio.get_running_loop().call_later(_QUIET_S, gc.collect)

    def problems(self, uri: str) -> list[types.Diagnostic]:
        """The problems of one file as of now."""
        for _ in self.desk.look():
            self.soon()
        return shown_problems(self.desk, self.units, self.uri).get(self.path(uri), [])

    def all_problems(self) -> dict[str, list[types.Diagnostic]]:
        for _ in self.desk.look():
            self.soon()
        found = shown_problems(self.desk, self.units, self.uri)
        return {self.uri(path): problems for path, problems in found.items()}

    def log(self, text: str) -> None:
        message = types.LogMessageParams(types.MessageType.Warning, text)
        self.server.window_log_message(message)


def run(stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Serve one client until it goes; whether it said that it would."""
    server = Server()
    session = Session(server)
    _texts(server, session)
    _pulled(server, session)
    server.start_io(stdin, stdout)
    return server.protocol.ended_well


def _texts(server: Server, session: Session) -> None:
    """What the client says of texts, files and folders."""

    def on(method: str, do: Callable[..., object]) -> None:
        server.feature(method)(do)

    on(types.INITIALIZE, lambda params: session.begin(params))
    on(types.INITIALIZED, lambda _: session.watch())
    on(types.TEXT_DOCUMENT_DID_OPEN, lambda params: session.opened(params))
    on(types.TEXT_DOCUMENT_DID_CHANGE, lambda params: session.changed(params))
    on(types.TEXT_DOCUMENT_DID_CLOSE, lambda params: session.closed(params))
    on(types.TEXT_DOCUMENT_DID_SAVE, lambda params: session.touched([params.text_document.uri]))
    on(
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        lambda params: session.touched([change.uri for change in params.changes]),
    )
    on(
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        lambda params: session.folders_changed(params),
    )


def _pulled(server: Server, session: Session) -> None:
    """Problems for clients that ask for them. They are told of in any case, and that they may be
    asked for is not said: clients that do both would show each problem twice."""

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
    def of_one(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        problems = session.problems(params.text_document.uri)
        return types.RelatedFullDocumentDiagnosticReport(items=problems, kind="full")

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    def of_all(_params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return types.WorkspaceDiagnosticReport(
            [
                types.WorkspaceFullDocumentDiagnosticReport(uri, problems, kind="full")
                for uri, problems in session.all_problems().items()
            ]
        )
