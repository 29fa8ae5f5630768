"""What a client has on its desk: open texts over the files on disk, and what was found in them."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from vsm_cli.api import Options, Report, WorkspaceReport, analyse
from vsm_cli.api.memory import Memory
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.editor.positions import lines_of
from vsm_cli.errors import NothingFoundError, VsmError
from vsm_cli.source.discovery import ROOT_FILE, find_root
from vsm_cli.source.reading import SourceFile, read_text, read_whole
from vsm_cli.source.workspaces import absolute, shown_name


class OpenText(Struct, dict=True):
    """A text that is open in the editor, by the address that the editor has for it."""

    uri: str
    version: int | None
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.text)


class Folder(Struct):
    """A folder that is open, or `alone` a file outside of all of them: what is checked together.

    `report` is what was found last; `error` why nothing could be (faulty configuration). `good`
    are files as they were when they could be read. `known` is what they
    define, by these texts.
    """

    path: Path
    alone: bool = False
    memory: Memory = field(default_factory=Memory)
    behind: bool = True
    report: Report = field(default_factory=Report)
    error: VsmError | None = None
    good: dict[str, SourceFile] = field(default_factory=dict)
    known: tuple[dict[Path, str], Report] | None = None

    def holds(self, path: Path) -> bool:
        """Whether what stands in a file may matter here."""
        root = find_root(self.path) or self.path
        return any(each == path or each in path.parents for each in (self.path, root))


class Desk:
    """The folders and texts of one client. What is asked of it is always up to date."""

    def __init__(self) -> None:
        self.texts: dict[Path, OpenText] = {}
        self.folders: dict[Path, Folder] = {}

    def open_folder(self, path: Path) -> None:
        self.folders.setdefault(absolute(path), Folder(absolute(path)))

    def close_folder(self, path: Path) -> None:
        self.folders.pop(absolute(path), None)
        self._settle_alone()

    def put(self, path: Path, text: OpenText) -> None:
        """A text was opened, or is another one now."""
        self.texts[path] = text
        self._settle_alone()
        self.touch([path])

    def take(self, path: Path) -> None:
        """A text was closed: what stands on disk counts again."""
        if self.texts.pop(path, None):
            self.touch([path])
            self._settle_alone()

    def touch(self, paths: Iterable[Path]) -> None:
        """Something is other than it was, in the editor or on disk."""
        for path in paths:
            for folder in self.folders.values():
                folder.behind |= folder.holds(path)

    def look(self) -> list[Folder]:
        """Look again at what has changed; the folders that were behind."""
        behind = [folder for folder in self.folders.values() if folder.behind]
        for folder in behind:
            self._look_at(folder)
        return behind

    def workspace_of(self, path: Path) -> WorkspaceReport | None:
        """The workspace that a file is part of, as of now; None where nothing is known of it."""
        folder = self.folder_of(path)
        return _around(folder.report, path) if folder else None

    def folder_of(self, path: Path) -> Folder | None:
        """The folder that a file is checked in."""
        self.look()
        folders = self.folders.values()
        return next((f for f in folders if f.holds(path) and _around(f.report, path)), None)

    def known_around(self, path: Path, line: int) -> WorkspaceReport | None:
        """The same, where a text that cannot be read counts without the `line` that is being typed,
        or else as it was when it could be read."""
        folder = self.folder_of(path)
        return _around(self._known(folder, path, line), path) if folder else None

    def lines(self, path: Path, source: SourceFile | None = None) -> list[str] | None:
        """The lines of a file, open or on disk, where they are those of `source` if it is given;
        None where there is no such file."""
        if path in self.texts:
            return self.texts[path].lines
        source = source or self.written(path)
        return source.lines if source else None

    def written(self, path: Path) -> SourceFile | None:
        """A text as it stands, whether or not it is one of ours."""
        name = shown_name(path)
        text = self.texts.get(path)
        return read_text(text.text, name) if text else read_whole(path, name)

    def problems(self) -> dict[Path, list[tuple[Diagnostic, Report]]]:
        """All problems by file, as they were found last."""
        found: dict[str, dict[str, tuple[Diagnostic, Report]]] = {}
        for folder in self.folders.values():
            for problem in folder.report.diagnostics:
                # A folder may be open within another: then both have it.
                of_file = found.setdefault(problem.path, {})
                of_file.setdefault(problem.fingerprint, (problem, folder.report))
        return {absolute(Path(name)): list(each.values()) for name, each in found.items()}

    def errors(self) -> dict[Path, VsmError]:
        """Why a folder could not be checked at all, by its vsm.yaml."""
        return {
            (find_root(folder.path) or folder.path) / ROOT_FILE: folder.error
            for folder in self.folders.values()
            if folder.error
        }

    def overlay(self) -> dict[Path, bytes]:
        return {p: each.text.encode("utf-8", "surrogatepass") for p, each in self.texts.items()}

    def named(self, folder: Folder) -> list[Path]:
        """What is checked of a folder: all of it, with texts that are not on disk."""
        new = [path for path in self.texts if folder.path in path.parents and not path.exists()]
        return [folder.path, *new]

    def _look_at(self, folder: Folder) -> None:
        folder.behind, folder.error, folder.known = False, None, None
        try:
            folder.report = self._analysed(folder, {})
        except NothingFoundError:
            folder.report = Report()
        except VsmError as error:
            folder.report, folder.error = Report(), error
        for workspace in folder.report.workspaces:
            folder.good |= {n: file for n, file in workspace.files.items() if file.readable}

    def _known(self, folder: Folder, path: Path, line: int) -> Report:
        """What a folder defines, with texts that cannot be read as they were when they could."""
        good = {
            absolute(Path(name)): folder.good[name].text
            for workspace in folder.report.workspaces
            for name, file in workspace.files.items()
            if not file.readable and name in folder.good
        }
        if (text := self._without(path, line)) is not None:
            good[path] = text
        if not good:
            return folder.report
        if folder.known is None or folder.known[0] != good:
            overlay = {p: text.encode("utf-8", "surrogatepass") for p, text in good.items()}
            try:
                folder.known = good, self._analysed(folder, overlay, check=False)
            except VsmError:  # the configuration cannot be used
                return folder.report
        return folder.known[1]

    def _without(self, path: Path, line: int) -> str | None:
        """An open text without a line, where it can be read only so."""
        text = self.texts.get(path)
        if text is None or read_text(text.text, "").readable:
            return None
        lines = [*text.lines]
        lines[line - 1 : line] = [""]
        without = "\n".join(lines)
        return without if read_text(without, "").readable else None

    def _analysed(
        self, folder: Folder, instead: dict[Path, bytes], *, check: bool = True
    ) -> Report:
        options = Options(overlay=self.overlay() | instead, check=check, as_configured=check)
        return analyse(self.named(folder), options, folder.memory)

    def _settle_alone(self) -> None:
        """Texts outside of all open folders each are checked by themselves."""
        folders = [path for path, each in self.folders.items() if not each.alone]
        wanted = {path for path in self.texts if not any(each in path.parents for each in folders)}
        for path in [path for path, each in self.folders.items() if each.alone]:
            if path not in wanted:
                del self.folders[path]
        for path in wanted - self.folders.keys():
            self.folders[path] = Folder(path, alone=True)


def _around(report: Report, path: Path) -> WorkspaceReport | None:
    """The workspace with a file, else the innermost whose folder it lies in."""
    name = shown_name(path)
    for workspace in report.workspaces:
        if name in workspace.files:
            return workspace
    around = [each for each in report.workspaces if absolute(Path(each.root)) in path.parents]
    return max(around, key=lambda each: len(absolute(Path(each.root)).parts), default=None)
