"""One client: what it says goes to the desk, and what it has been told is remembered."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from vsm_cli.api import WorkspaceReport
from vsm_cli.editor.desk import Desk, OpenText
from vsm_cli.editor.names import WorkspaceNames
from vsm_cli.editor.positions import Spot, Units
from vsm_cli.editor.problems import ShownProblems
from vsm_cli.editor.protocol import Server
from vsm_cli.language import current, spoken
from vsm_cli.source.places import Span
from vsm_cli.source.polling import Stamps, stamps
from vsm_cli.source.reading import SourceFile
from vsm_cli.source.workspaces import absolute, shown_name

Answer = TypeVar("Answer")
PAUSE_S = 0.01
"""So long nothing more has to be said before it is looked at: who types says much at once."""
REST_S = 0.5
POLL_S = 2.0
QUIET_S = 3.0
"""After so long what is no longer needed is freed, which may take as long as an answer."""


class Where(NamedTuple):
    """A place in a text that is asked about, with all that is known there.

    `lines` are those of the text as it is, `source` the same text as a file of ours, if it is one.
    `checked` is its workspace; `known` the same as far as it can be known
    where a file cannot be read.
    """

    path: Path
    lines: list[str]
    spot: Spot
    checked: WorkspaceReport | None
    source: SourceFile | None
    known: WorkspaceReport | None

    @property
    def language(self) -> str:
        return self.checked.language if self.checked else current()


class Session:
    """One client: its desk, and what it has been told. Once it has been told something, there is
    time to `make_ready` for what it may ask."""

    def __init__(self, server: Server, make_ready: Callable[[], None]) -> None:
        self.server = server
        self._make_ready: Callable[[], None] | None = make_ready
        self.desk = Desk()
        self.units = Units()
        self.shown = ShownProblems(self.desk, self.units, self.uri)
        self._stamps: Stamps | None = None
        self.followers: list[Callable[[], None]] = []
        self._told: dict[Path, list[types.Diagnostic]] = {}
        self._versions: dict[Path, int | None] = {}
        self._later: asyncio.TimerHandle | None = None
        self._tidy: asyncio.TimerHandle | None = None
        self._getting_ready: asyncio.TimerHandle | None = None
        self._names: tuple[WorkspaceReport, WorkspaceNames] | None = None

    # Addresses and places

    def path(self, uri: str) -> Path:
        """The file of an address; a text that is no file lies where no file is."""
        parts = urlsplit(uri)
        found = to_fs_path(uri) if parts.scheme in ("", "file") else None
        if found is None:
            return absolute(Path("/") / f"{parts.scheme}:" / parts.path.lstrip("/"))
        return absolute(Path(found))

    def uri(self, path: Path) -> str:
        """The address of a file, as the client has it where it is open."""
        text = self.desk.texts.get(path)
        return text.uri if text else from_fs_path(str(path)) or ""

    def where(self, params: Any) -> Where | None:
        """The place that a question is about; None where there is no such text."""
        path = self.path(params.text_document.uri)
        lines = self.desk.lines(path)
        if lines is None:
            return None
        spot = self.units.spot(lines, getattr(params, "position", types.Position(0, 0)))
        checked = self.desk.workspace_of(path)
        source = checked.files.get(shown_name(path)) if checked else None
        return Where(path, lines, spot, checked, source, self.desk.known_around(path, spot.line))

    def names(self, checked: WorkspaceReport) -> WorkspaceNames:
        """The names of a workspace, found once as long as nothing changes."""
        if self._names is None or self._names[0] is not checked:
            self._names = checked, WorkspaceNames(checked)
        return self._names[1]

    def location(self, checked: WorkspaceReport, name: str, span: Span) -> types.Location:
        """A stretch of a file of a workspace."""
        path = absolute(Path(name))
        lines = self.desk.lines(path, checked.files[name]) or [""]
        return types.Location(self.uri(path), self.units.range(lines, span))

    def edit(self, edits: dict[str, list[types.TextEdit]]) -> types.WorkspaceEdit:
        """Edits of several files, for the versions that they were made from."""
        able = self.server.client_capabilities.workspace
        if not (able and able.workspace_edit and able.workspace_edit.document_changes):
            return types.WorkspaceEdit(changes=edits)
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(uri, self._version(uri)),
                    list(of_file),
                )
                for uri, of_file in edits.items()
            ]
        )

    def _version(self, uri: str) -> int | None:
        text = self.desk.texts.get(self.path(uri))
        return text.version if text else None

    # What the client says

    def begin(self, params: types.InitializeParams) -> None:
        general = params.capabilities.general
        offered = general.position_encodings if general else None
        # The one that the answer will name, by the rule of pygls.
        known = (each for each in offered or () if each in ("utf-8", "utf-16", "utf-32"))
        self.units = Units(next(known, "utf-16"))
        self.shown = ShownProblems(self.desk, self.units, self.uri)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = params.root_uri or (from_fs_path(params.root_path) if params.root_path else None)
        for uri in folders or ([root] if root else []):
            self.desk.open_folder(self.path(uri))
        self.soon()

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

    def look_now_and_then(self) -> None:
        """See for ourselves what changes on disk, for a client that does not tell."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        folders = [path for path, folder in self.desk.folders.items() if not folder.alone]
        now = stamps(folders)
        if self._stamps is not None and now != self._stamps:
            changed = dict(now.items() ^ self._stamps.items())
            self.desk.touch(map(Path, changed))
            self.soon()
        self._stamps = now
        # In a very large folder looking is not to take the time of answering.
        loop.call_later(max(POLL_S, 20 * (loop.time() - begun)), self.look_now_and_then)

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
        self._later = asyncio.get_running_loop().call_later(PAUSE_S, self.tell)

    def tell(self) -> None:
        """Tell the problems of files that have others than they had."""
        self._later = None
        for folder in self.desk.look():
            for notice in folder.report.notices:
                self.log(notice)
        now = self.shown.by_file()
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
        for follow in self.followers:
            follow()
        loop = asyncio.get_running_loop()
        for later in (self._tidy, self._getting_ready):
            if later:
                later.cancel()
        if self._make_ready:
            self._getting_ready = loop.call_later(REST_S, self._get_ready)
        self._tidy = loop.call_later(QUIET_S, gc.collect)

    def _get_ready(self) -> None:
        if self._make_ready:
            self._make_ready()
            self._make_ready = None

    def problems(self) -> dict[str, list[types.Diagnostic]]:
        """All problems as of now, by address."""
        if self.desk.look():
            self.soon()
        return {self.uri(path): problems for path, problems in self.shown.by_file().items()}

    def speak(self, where: Where, answer: Callable[[], Answer]) -> Answer:
        """An answer in the language of the workspace that was asked about."""
        with spoken(where.language):
            return answer()

    def log(self, text: str) -> None:
        message = types.LogMessageParams(types.MessageType.Warning, text)
        self.server.window_log_message(message)
