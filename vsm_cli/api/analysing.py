"""Paths or texts into checked workspaces."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vsm_cli.api.given import Given
from vsm_cli.api.memory import KnownTexts, Memory
from vsm_cli.api.workspace_check import check_workspace
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Options, Report, WorkspaceReport
from vsm_cli.lint.config import LintConfig
from vsm_cli.model.settings import Preset
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.reading import read_bytes, read_text
from vsm_cli.source.workspaces import FileGroup, Gathering, absolute, below, shown_name

_ONE_WORKSPACE = message("--set works on one workspace; here are {count}")


def analyse(
    paths: Iterable[Path], options: Options | None = None, memory: Memory | None = None
) -> Report:
    """Load and check everything that the paths name; the working folder where none is given.

    With a `memory` of earlier runs, what has not changed since is taken from there. Raises
    NothingFoundError where nothing of it is ours, ConfigError for a faulty `lint` section, VsmError
    for a path, revision or baseline that does not exist.
    """
    options = options or Options()
    named = list(paths) or [Path()]
    with _collector_off():
        report = judge(named, options=options, memory=memory)
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

    then = partial(judge, options=replace(options, overlay={}, cache=None))
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
    memory: Memory | None = None,
) -> Report:
    """Load and check, with nothing left out or set aside.

    `home` is the folder that files without a root are called from, the working folder if not
    given. `configs`, by absolute root, take the place of what stands in its vsm.yaml.
    """
    home, configs = home or absolute(Path()), configs or {}
    if options.assignments:
        memory = None  # these change what was read
    texts = KnownTexts(options.cache) if options.cache and not memory else None
    known = memory or texts
    gathering = Gathering(
        options.overlay,
        options.force_exclude,
        known.read if known else read_bytes,
        texts.expect if texts else None,
    )
    groups = gathering.gather(named)
    if options.assignments and len(groups) > 1:
        raise VsmError(tr(_ONE_WORKSPACE, count=len(groups)))
    report = Report(notices=gathering.notices)
    for group in groups:
        root = group.root or home
        checked = _check_group(group, root, options, configs.get(root), memory)
        report.notices += checked.notices
        visible = {f.path for path, f in group.files.items() if group.shows(path)}
        _narrow(checked, visible)
        report.paths += sorted(visible)
        report.streams += sum(checked.streams.get(name, 0) for name in visible)
        report.workspaces.append(checked)
        if texts:
            texts.keep(root, group.files.values())
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
    checked = check_workspace(Given(".", files, inside), options)
    report.notices += checked.notices
    report.workspaces.append(checked)
    report.streams = sum(checked.streams.values())
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
    group: FileGroup,
    root: Path,
    options: Options,
    config: LintConfig | None,
    memory: Memory | None,
) -> WorkspaceReport:
    inside = {source.path: below(root, path) or source.path for path, source in group.files.items()}
    files = [group.files[path] for path in sorted(group.files)]
    earlier = memory.of(str(root)) if memory else None
    given = Given(shown_name(root), files, inside, config)
    return check_workspace(given, options, earlier)


def _narrow(checked: WorkspaceReport, visible: set[str]) -> None:
    """Keep what stands in the files that the person named; the rest was loaded to refer to.
    A rule that failed is told wherever its problem was put."""
    checked.diagnostics = [d for d in checked.diagnostics if d.path in visible or d.rule_failure]
    checked.suppressed = [d for d in checked.suppressed if d.path in visible]
