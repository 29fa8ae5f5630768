"""The only place that joins all stages: paths into workspaces, checked."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from vsm_cli.diagnostics import Diagnostic, Edit, Level
from vsm_cli.errors import ConfigError, VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.lint.config import Choice, LintConfig, config_from, resolve
from vsm_cli.lint.fixing import apply
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.running import Outcome, run
from vsm_cli.loading import Loaded, load_files
from vsm_cli.loading.assigning import Assignment, assign, refuse_faulty
from vsm_cli.model.workspace import Workspace
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import SourceFile, read_text
from vsm_cli.source.workspaces import FileGroup, Gathering, absolute, shown_name

_HELD_BACK = message(
    "undefined references are not reported, because {files} could not be read whole "
    "and may define them"
)
_ONE_WORKSPACE = message("--set works on one workspace; here are {count}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks for; None leaves it to the configuration.

    Without `check`, workspaces are loaded but no rule runs over them. `overlay` holds texts
    that stand for files on disk, by absolute path; `assignments` are values to lay over them.
    """

    preset: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    suppressions: bool = True
    check: bool = True
    rules: tuple[Rule, ...] = ALL_RULES
    overlay: Mapping[Path, bytes] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()


@dataclass
class WorkspaceReport:
    """One workspace with its diagnostics, in order of path, line, column and code.

    `root` is its folder relative to the working folder (`.`).
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
    """The result of one run over one or more workspaces.

    `notices` are for stderr; `paths` are the files that were named and are ours, `files` and
    `streams` count them and what stands in them.
    """

    workspaces: list[WorkspaceReport] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    streams: int = 0

    @property
    def files(self) -> int:
        return len(self.paths)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.diagnostics), key=_order)

    @property
    def suppressed(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.suppressed), key=_order)

    @property
    def failed(self) -> bool:
        """Whether a rule raised, so that the job is not done."""
        return any(workspace.failed for workspace in self.workspaces)

    def source(self, path: str) -> SourceFile | None:
        """The file that a diagnostic stands in."""
        for workspace in self.workspaces:
            if path in workspace.loaded.files:
                return workspace.loaded.files[path]
        return None

    def reaches(self, level: Level) -> bool:
        """Whether any diagnostic is at or above a level."""
        return any(d.level.at_least(level) for w in self.workspaces for d in w.diagnostics)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order


def analyse(paths: Iterable[Path], options: Options | None = None) -> Report:
    """Load and check everything that the paths name; the working folder where none is given.

    Raises NothingFoundError where nothing of it is ours, ConfigError for a faulty `lint`
    section, VsmError for a path that does not exist.
    """
    options = options or Options()
    with _collector_off():
        gathering = Gathering(options.overlay)
        groups = gathering.gather(list(paths) or [Path()])
        if options.assignments and len(groups) > 1:
            raise VsmError(tr(_ONE_WORKSPACE, count=len(groups)))
        report = Report(notices=gathering.notices)
        for group in groups:
            checked = _check_group(group, options, report.notices)
            visible = {f.path for path, f in group.files.items() if group.shows(path)}
            _narrow(checked, visible)
            report.paths += sorted(visible)
            streams = checked.workspace.streams.values()
            report.streams += sum(stream.place.file in visible for stream in streams)
            report.workspaces.append(checked)
        return report


def analyse_texts(
    texts: Mapping[str, str], options: Options | None = None, *, only: Iterable[str] | None = None
) -> Report:
    """Check texts by file name as one workspace; `only` runs just the rules with these codes."""
    options = options or Options()
    if only is not None:
        codes = frozenset(only)
        rules = tuple(rule for rule in options.rules if rule.code in codes)
        options = Options(preset="strict", rules=rules)
    report = Report(paths=list(texts))
    files = [read_text(text, name) for name, text in texts.items()]
    inside = {name: name for name in texts}
    checked = _check(".", files, inside, options, report.notices)
    report.workspaces.append(checked)
    report.streams = len(checked.workspace.streams)
    return report


@dataclass
class Fixed:
    """What fixing comes to: the text of each changed file before and after, and what remains."""

    before: dict[Path, bytes]
    after: dict[Path, bytes]
    count: int
    report: Report


def fix(paths: Iterable[Path], options: Options, *, unsafe: bool) -> Fixed:
    """Apply fixes until there are none left; nothing is written.

    A fix that would add a problem is not applied. `options.overlay` holds unsaved texts.
    """
    paths = list(paths)
    overlay = dict(options.overlay)
    report = analyse(paths, options)
    refused: set[str] = set()
    count = 0
    while wanted := _wanted(report, unsafe, refused):
        for chosen in (wanted, *([one] for one in wanted)):
            edited = _edited(overlay, chosen)
            result = analyse(paths, replace(options, overlay=overlay | edited))
            if not _adds_a_problem(report, result):
                overlay |= edited
                count += len(chosen)
                report = result
                break
            if len(chosen) == 1:
                refused.add(chosen[0].fingerprint)
        else:
            break
    after = {path: data for path, data in overlay.items() if data != options.overlay.get(path)}
    before = {path: options.overlay.get(path) or path.read_bytes() for path in after}
    return Fixed(before, after, count, report)


def _wanted(report: Report, unsafe: bool, refused: set[str]) -> list[Diagnostic]:
    """The problems to fix next; of two in one place the second waits for the next round."""
    chosen: dict[object, Diagnostic] = {}
    for diagnostic in report.diagnostics:
        fixable = diagnostic.fix and (diagnostic.fix.safe or unsafe)
        if diagnostic.fix and fixable and diagnostic.fingerprint not in refused:
            chosen.setdefault((diagnostic.path, diagnostic.fix.edits[0].span), diagnostic)
    return list(chosen.values())


def _edited(overlay: Mapping[Path, bytes], chosen: list[Diagnostic]) -> dict[Path, bytes]:
    edits: dict[Path, list[Edit]] = {}
    for diagnostic in chosen:
        if diagnostic.fix:
            edits.setdefault(absolute(Path(diagnostic.path)), []).extend(diagnostic.fix.edits)
    result = {}
    for path, of_file in edits.items():
        text = (overlay.get(path) or path.read_bytes()).decode()
        result[path] = apply(text, of_file).encode()
    return result


def _adds_a_problem(before: Report, after: Report) -> bool:
    known = {diagnostic.fingerprint for diagnostic in before.diagnostics}
    return any(diagnostic.fingerprint not in known for diagnostic in after.diagnostics)


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


def _check_group(group: FileGroup, options: Options, notices: list[str]) -> WorkspaceReport:
    root = group.root or absolute(Path())
    inside = {
        source.path: path.relative_to(root).as_posix() if root in path.parents else source.path
        for path, source in group.files.items()
    }
    files = [group.files[path] for path in sorted(group.files)]
    return _check(shown_name(root), files, inside, options, notices)


def _narrow(checked: WorkspaceReport, visible: set[str]) -> None:
    """Keep what stands in the files that the person named; the rest was loaded to refer to.
    A rule that failed is told wherever its problem was put."""
    checked.diagnostics = [
        d for d in checked.diagnostics if d.path in visible or d.code == "VSM008"
    ]
    checked.suppressed = [d for d in checked.suppressed if d.path in visible]


def _resolve(config: LintConfig, wanted: LintConfig, rules: tuple[Rule, ...], file: str) -> Choice:
    """The rules that are wanted; a rule that the file names and does not exist is told with it."""
    if config != LintConfig():
        try:
            resolve(config, rules)
        except ConfigError as error:
            raise ConfigError(f"{file}: lint: {error}") from None
    return resolve(wanted, rules)


def _check(
    root: str,
    files: list[SourceFile],
    inside: Mapping[str, str],
    options: Options,
    notices: list[str],
) -> WorkspaceReport:
    root_file = next((name for name, path in inside.items() if path == ROOT_FILE), None)
    places = assign(files, options.assignments)
    loaded = load_files(files, root_file)
    refuse_faulty(places, options.assignments, loaded.findings)
    config = config_from(loaded.root.get("lint"), root_file or ROOT_FILE)
    outcome = Outcome()
    if options.check:
        wanted = config.with_choice(
            preset=options.preset, select=options.select, ignore=options.ignore
        )
        choice = _resolve(config, wanted, options.rules, root_file or ROOT_FILE)
        outcome = run(loaded, options.rules, choice, inside, suppressions=options.suppressions)
    if not loaded.workspace.complete:
        broken = [source.path for source in loaded.files.values() if not source.readable]
        notices.append(tr(_HELD_BACK, files=names(broken or [tr("a document")])))
    return WorkspaceReport(
        root,
        loaded,
        config,
        sorted(outcome.diagnostics, key=_order),
        sorted(outcome.suppressed, key=_order),
        outcome.failed,
    )
