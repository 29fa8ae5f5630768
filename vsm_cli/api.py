"""The only place that joins all stages: paths into workspaces, checked."""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.errors import NothingFoundError, VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.lint.config import LintConfig, config_from, resolve
from vsm_cli.lint.globs import matches
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.running import run
from vsm_cli.loading import Loaded, load_files
from vsm_cli.model.workspace import Workspace
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.discovery import ROOT_FILE, find_root, walk_yaml
from vsm_cli.source.reading import SourceFile, is_ours, read_bytes, read_file, read_text

_MISSING = message("there is no file or folder {path}")
_NOT_OURS = message("{path} is not a value stream definition (it has no `vsm: 1`); left out")
_NONE_FOUND = message(
    "no value stream definitions in {paths}: a definition is a YAML file that says `vsm: 1`. "
    "`vsm init` writes a first one."
)
_HELD_BACK = message(
    "undefined references are not reported, because {files} could not be read whole "
    "and may define them"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks for; None leaves it to the configuration."""

    preset: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    suppressions: bool = True
    rules: tuple[Rule, ...] = ALL_RULES


@dataclass
class WorkspaceReport:
    """One workspace with its diagnostics, in order of path, line, column and code.

    `root` is its folder relative to the working folder (`.`), `files` its sources by name;
    `lint` and `render` are the sections of its vsm.yaml.
    """

    root: str
    loaded: Loaded
    config: LintConfig
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressed: list[Diagnostic] = field(default_factory=list)
    failed: bool = False

    @property
    def workspace(self) -> Workspace:
        return self.loaded.workspace


@dataclass
class Report:
    """The result of one run over one or more workspaces. `notices` are for stderr; `files` is
    the number of files of ours that the named paths hold."""

    workspaces: list[WorkspaceReport] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: int = 0

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.diagnostics), key=_order)

    @property
    def suppressed(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.suppressed), key=_order)

    @property
    def failed(self) -> bool:
        return any(workspace.failed for workspace in self.workspaces)

    def source(self, path: str) -> SourceFile | None:
        """The file that a diagnostic stands in."""
        for workspace in self.workspaces:
            if path in workspace.loaded.files:
                return workspace.loaded.files[path]
        return None

    def worst(self) -> Level | None:
        """The highest level of all diagnostics."""
        levels = [diagnostic.level for diagnostic in self.diagnostics]
        return max(levels, key=lambda level: level.weight) if levels else None


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order


@dataclass
class _Group:
    """The files of one workspace, with what of it the person named."""

    root: Path | None
    files: dict[Path, SourceFile] = field(default_factory=dict)
    shown: list[Path] = field(default_factory=list)

    def shows(self, path: Path) -> bool:
        return any(path == named or named in path.parents for named in self.shown)


def analyse(paths: Iterable[Path], options: Options | None = None) -> Report:
    """Load and check everything that the paths name.

    Raises NothingFoundError where nothing of it is ours, ConfigError for a faulty `lint`
    section, VsmError for a path that does not exist.
    """
    with _collector_off():
        report = Report()
        groups = _group(list(paths), report)
        for group in groups:
            _check_group(group, options or Options(), report)
        return report


def analyse_texts(
    texts: Mapping[str, str], options: Options | None = None, *, only: Iterable[str] | None = None
) -> Report:
    """Check texts by file name as one workspace; `only` runs just the rules with these codes."""
    options = options or Options()
    report = Report()
    files = [read_text(text, name) for name, text in texts.items()]
    _check(".", files, {name: name for name in texts}, options, report, only)
    return report


def analyse_bytes(data: bytes, name: str, options: Options | None = None) -> Report:
    """Check one file's bytes, such as standard input. Raises NothingFoundError if not ours."""
    if not is_ours(data):
        raise NothingFoundError(tr(_NOT_OURS, path=name))
    report = Report(files=1)
    _check(".", [read_bytes(data, name)], {name: name}, options or Options(), report, None)
    return report


@contextmanager
def _collector_off() -> Iterator[None]:
    """Nodes are many and hold no cycles: collecting while they are made costs three times more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def shown_name(path: Path) -> str:
    """A path as messages show it: relative to the working folder, with `/`."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _group(paths: list[Path], report: Report) -> list[_Group]:
    """The workspaces that the paths belong to, each with all of its files."""
    groups: dict[Path | None, _Group] = {}
    strays: list[str] = []
    for given in paths or [Path()]:
        path = Path(os.path.abspath(given))  # noqa: PTH100 (resolve() would follow links)
        if path.is_dir():
            root = find_root(path)
            _take_folder(path, root or path, groups)
        elif os.path.lexists(path):
            _take_file(path, find_root(path.parent), groups, strays)
        else:
            raise VsmError(tr(_MISSING, path=str(given)))
    report.notices.extend(tr(_NOT_OURS, path=name) for name in strays)
    found = [group for group in groups.values() if any(map(group.shows, group.files))]
    if not found:
        shown = names(str(path) for path in paths or [Path()])
        raise NothingFoundError(tr(_NONE_FOUND, paths=shown))
    report.files = sum(sum(map(group.shows, group.files)) for group in found)
    return found


def _take_folder(folder: Path, root: Path, groups: dict[Path | None, _Group]) -> None:
    """A folder: its own workspace, and those with a vsm.yaml of their own below it."""
    if root not in groups:
        _walk_root(root, groups)
    for candidate in list(groups.values()):
        if candidate.root and (candidate.root == root or folder in candidate.root.parents):
            candidate.shown.append(folder)


def _walk_root(root: Path, groups: dict[Path | None, _Group]) -> None:
    """Read all files below a root into its group and those of the roots further down."""
    excluded = _excluded(root)

    def skip(path: Path) -> bool:
        inside = path.relative_to(root).as_posix()
        return any(matches(pattern, inside) for pattern in excluded)

    below: dict[Path, Path] = {}
    for path in sorted(walk_yaml(root, skip)):
        owner = _root_below(path.parent, root, below)
        group = groups.setdefault(owner, _Group(owner))
        if path not in group.files:
            source = read_file(path, shown_name(path), named=False)
            if source is not None:
                group.files[path] = source


def _root_below(folder: Path, root: Path, known: dict[Path, Path]) -> Path:
    """The root that a folder below `root` belongs to."""
    if folder == root:
        return root
    if folder not in known:
        has_own = (folder / ROOT_FILE).is_file()
        known[folder] = folder if has_own else _root_below(folder.parent, root, known)
    return known[folder]


def _excluded(root: Path) -> tuple[str, ...]:
    """The `lint: exclude` of a root, read ahead of everything else."""
    path = root / ROOT_FILE
    source = read_file(path, shown_name(path), named=False) if path.is_file() else None
    section = _lint_section(source)
    return config_from(section, shown_name(path)).exclude if section is not None else ()


def _lint_section(source: SourceFile | None) -> object:
    for document in source.documents if source else ():
        if isinstance(document.data, dict) and "vsm" in document.data:
            return document.data.get("lint")
    return None


def _take_file(
    path: Path, root: Path | None, groups: dict[Path | None, _Group], strays: list[str]
) -> None:
    if root is not None and root not in groups:
        _walk_root(root, groups)
    group = groups.setdefault(root, _Group(root))
    if path not in group.files:
        source = read_file(path, shown_name(path), named=True)
        if source is None:
            strays.append(shown_name(path))
            return
        group.files[path] = source
    group.shown.append(path)


def _check_group(group: _Group, options: Options, report: Report) -> None:
    root = group.root or Path(os.path.abspath("."))  # noqa: PTH100
    inside = {
        source.path: path.relative_to(root).as_posix() if root in path.parents else source.path
        for path, source in group.files.items()
    }
    files = [group.files[path] for path in sorted(group.files)]
    checked = _check(shown_name(root), files, inside, options, report, None)
    visible = {source.path for path, source in group.files.items() if group.shows(path)}
    checked.diagnostics = [d for d in checked.diagnostics if d.path in visible]
    checked.suppressed = [d for d in checked.suppressed if d.path in visible]


def _check(
    root: str,
    files: list[SourceFile],
    inside: Mapping[str, str],
    options: Options,
    report: Report,
    only: Iterable[str] | None,
) -> WorkspaceReport:
    root_file = next((name for name, path in inside.items() if path == ROOT_FILE), None)
    loaded = load_files(files, root_file)
    section = loaded.root_document.lint if loaded.root_document else None
    config = config_from(section, root_file or ROOT_FILE)
    wanted = config.with_choice(preset=options.preset, select=options.select, ignore=options.ignore)
    if only is not None:
        codes = set(only)
        options = Options(
            rules=tuple(rule for rule in options.rules if rule.code in codes), preset="strict"
        )
        wanted = LintConfig(preset="strict")
    outcome = run(
        loaded,
        options.rules,
        resolve(wanted, options.rules),
        inside,
        suppressions=options.suppressions,
    )
    result = WorkspaceReport(
        root, loaded, config, sorted(outcome.diagnostics, key=_order),
        sorted(outcome.suppressed, key=_order), outcome.failed,
    )  # fmt: skip
    if not loaded.workspace.complete:
        broken = [source.path for source in loaded.files.values() if not source.readable]
        report.notices.append(tr(_HELD_BACK, files=names(broken or ["a document"])))
    report.workspaces.append(result)
    return result
