"""Paths or texts into checked workspaces."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vsm_cli.api.available_rules import known_rules, read_config
from vsm_cli.errors import ConfigError, VsmError
from vsm_cli.language import current, message, names, of_workspace, spoken, tr
from vsm_cli.lint.check_report import Options, Report, WorkspaceReport, in_order
from vsm_cli.lint.config import Choice, LintConfig, at_line, resolve
from vsm_cli.lint.finding_to_diagnostic import in_words
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.running import Outcome, run
from vsm_cli.loading import load_files
from vsm_cli.loading.what_if import assign, refuse_faulty
from vsm_cli.model.settings import Preset
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import SourceFile, read_text
from vsm_cli.source.workspaces import FileGroup, Gathering, absolute, shown_name

_HELD_BACK = message(
    "undefined references are not reported, because {files} could not be read whole "
    "and may define them"
)
_ONE_WORKSPACE = message("--set works on one workspace; here are {count}")


def analyse(paths: Iterable[Path], options: Options | None = None) -> Report:
    """Load and check everything that the paths name; the working folder where none is given.

    Raises NothingFoundError where nothing of it is ours, ConfigError for a faulty `lint`
    section, VsmError for a path, revision or baseline that does not exist.
    """
    options = options or Options()
    named = list(paths) or [Path()]
    with _collector_off():
        report = judge(named, options=options)
        with spoken(report.language):
            _leave_out_known(report, named, options)
        return report


def _leave_out_known(report: Report, named: list[Path], options: Options) -> None:
    """Leave out or set aside what the command line says is known, or else, where that is asked
    for, what the configuration of a workspace says."""
    revisions: dict[str, list[WorkspaceReport]] = {}
    baselines: dict[Path, list[WorkspaceReport]] = {}
    for workspace in report.workspaces:
        said = workspace.config if options.as_configured else LintConfig()
        if (since := options.since or said.since) is not None:
            revisions.setdefault(since, []).append(workspace)
        if (baseline := options.baseline or said.baseline) is not None:
            baselines.setdefault(baseline, []).append(workspace)
    if not (revisions or baselines):
        return
    from vsm_cli.api.known_problems import leave_out_earlier, set_aside_accepted

    then = partial(judge, options=replace(options, overlay={}))
    for since, workspaces in revisions.items():
        report.notices += leave_out_earlier(workspaces, named, since, then)
    for baseline, workspaces in baselines.items():
        set_aside_accepted(workspaces, baseline)


def judge(
    named: list[Path],
    home: Path | None = None,
    configs: Mapping[Path, LintConfig] | None = None,
    *,
    options: Options,
) -> Report:
    """Load and check, with nothing left out or set aside.

    `home` is the folder that files without a root are called from, the working folder if not
    given. `configs`, by absolute root, take the place of what stands in its vsm.yaml.
    """
    home, configs = home or absolute(Path()), configs or {}
    gathering = Gathering(options.overlay, options.force_exclude)
    groups = gathering.gather(named)
    if options.assignments and len(groups) > 1:
        raise VsmError(tr(_ONE_WORKSPACE, count=len(groups)))
    report = Report(notices=gathering.notices)
    for group in groups:
        root = group.root or home
        checked = _check_group(group, root, options, configs.get(root))
        report.notices += checked.notices
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
        rules = tuple(rule for rule in ALL_RULES if rule.code in codes)
        options = Options(preset=Preset.strict, rules=rules)
    report = Report(paths=list(texts))
    files = [read_text(text, name) for name, text in texts.items()]
    inside = {name: name for name in texts}
    checked = _check(".", files, inside, options, None)
    report.notices += checked.notices
    report.workspaces.append(checked)
    report.streams = len(checked.workspace.streams)
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


def _check_group(
    group: FileGroup, root: Path, options: Options, config: LintConfig | None
) -> WorkspaceReport:
    inside = {
        source.path: path.relative_to(root).as_posix() if root in path.parents else source.path
        for path, source in group.files.items()
    }
    files = [group.files[path] for path in sorted(group.files)]
    return _check(shown_name(root), files, inside, options, config)


def _narrow(checked: WorkspaceReport, visible: set[str]) -> None:
    """Keep what stands in the files that the person named; the rest was loaded to refer to.
    A rule that failed is told wherever its problem was put."""
    checked.diagnostics = [d for d in checked.diagnostics if d.path in visible or d.rule_failure]
    checked.suppressed = [d for d in checked.suppressed if d.path in visible]


def _resolve(
    config: LintConfig,
    wanted: LintConfig,
    rules: tuple[Rule, ...],
    file: str,
    source: SourceFile | None,
) -> Choice:
    """The rules that are wanted; a rule that the file names and does not exist is told with it."""
    if config != LintConfig():
        try:
            resolve(config, rules)
        except ConfigError as error:
            raise at_line(error, file, source, "lint") from None
    return resolve(wanted, rules)


def _check(
    root: str,
    files: list[SourceFile],
    inside: Mapping[str, str],
    options: Options,
    config: LintConfig | None,
) -> WorkspaceReport:
    root_file = next((name for name, path in inside.items() if path == ROOT_FILE), None)
    places = assign(files, options.assignments)
    loaded = load_files(files, root_file)
    with spoken(of_workspace(loaded.root.get("language"))):
        refuse_faulty(places, options.assignments, loaded.findings, in_words)
        source = loaded.files.get(root_file) if root_file else None
        config = config or read_config(loaded.root.get("lint"), root_file or ROOT_FILE, source)
        outcome = Outcome()
        rules: tuple[Rule, ...] = ()
        if options.check:
            wanted = config.with_choice(
                preset=options.preset, select=options.select, ignore=options.ignore
            )
            rules = options.rules or known_rules(config, loaded.files, root_file or ROOT_FILE)
            choice = _resolve(config, wanted, rules, root_file or ROOT_FILE, source)
            outcome = run(loaded, rules, choice, inside, suppressions=options.suppressions)
        notices = []
        if not loaded.workspace.complete:
            broken = [source.path for source in loaded.files.values() if not source.readable]
            notices.append(tr(_HELD_BACK, files=names(broken or [tr("a document")])))
        return WorkspaceReport(
            root,
            loaded,
            config,
            sorted(outcome.diagnostics, key=in_order),
            sorted(outcome.suppressed, key=in_order),
            outcome.failed,
            rules=rules,
            language=current(),
            notices=notices,
        )
