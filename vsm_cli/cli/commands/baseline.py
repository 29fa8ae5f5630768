"""`vsm baseline`: accept today's problems, so that only new ones fail."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import (
    ForceOption,
    IgnoreOption,
    Paths,
    PresetOption,
    SelectOption,
    listed,
)
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.cli.targets import WriteTarget

_WRITTEN = message("wrote {path}: {number} accepted ({new} new, {gone} gone)")
_READING = message(
    "problems of reading, which are not accepted but have to be put right: {number} (`vsm check`)"
)
_FAILED = message("a rule failed, so that no baseline was written: {error}")


def baseline(
    paths: Paths = None,
    output_file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the baseline goes.  [default: vsm-baseline.txt in the workspace's root]",
            show_default=False,
        ),
    ] = None,
    force: ForceOption = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Only remove what no longer occurs; accept nothing.")
    ] = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    preset: PresetOption = None,
) -> int:
    """Accept today's problems, so that only new ones fail.

    The file holds a line for each problem; `vsm check --baseline FILE` leaves these out. Named
    files and folders are judged, the rest of the baseline stays as it is. What reading finds
    (VSM00x) is never accepted.
    """
    from vsm_cli.api import Options, analyse

    options = Options(preset=preset, select=listed(select), ignore=listed(ignore))
    named = paths or [Path()]
    report = analyse(named, options)
    for notice in report.notices:
        output.note(notice)
    with spoken(report.language):
        _accept(report, named, output_file, prune=prune, force=force)
    return 0


def _accept(
    report: "Report", named: list[Path], output_file: Path | None, *, prune: bool, force: bool
) -> None:
    from vsm_cli.cli.targets import target
    from vsm_cli.lint.baseline_file import BASELINE_FILE

    if report.failed:
        error = next(d.message for d in report.diagnostics if d.rule_failure)
        raise VsmError(tr(_FAILED, error=error))
    files: dict[Path, list[WorkspaceReport]] = {}
    for workspace in report.workspaces:
        default = workspace.config.baseline or Path(workspace.root, BASELINE_FILE)
        files.setdefault(output_file or default, []).append(workspace)
    targets = {file: target(file, paths=named, force=force) for file in files}
    for file, workspaces in files.items():
        _write(targets[file], workspaces, named, prune=prune, force=force)
    unaccepted = sum(not problem.in_baseline for problem in report.diagnostics)
    if unaccepted:
        output.note(tr(_READING, number=unaccepted))


def _write(
    file: "WriteTarget",
    workspaces: Iterable["WorkspaceReport"],
    named: Iterable[Path],
    *,
    prune: bool,
    force: bool,
) -> None:
    from vsm_cli.cli.marks import is_own
    from vsm_cli.lint.baseline_file import (
        BaselineEntry,
        as_text,
        entry_of,
        path_of,
        read_baseline,
        updated,
    )
    from vsm_cli.source.workspaces import absolute

    folder = file.path.parent
    foreign = force and file.real.exists() and not is_own(file.real.read_bytes())
    old = frozenset[BaselineEntry]()
    if prune or (file.real.exists() and not foreign):
        old = read_baseline(file.path)
    places = {absolute(path) for path in named}
    unread = {
        absolute(Path(source.path))
        for workspace in workspaces
        for source in workspace.files.values()
        if not source.readable
    }

    def judged(entry: BaselineEntry) -> bool:
        """Named, and read: what an unreadable file hides is not gone."""
        path = path_of(entry, folder)
        return path not in unread and not places.isdisjoint((path, *path.parents))

    now = [
        entry_of(problem, folder)
        for workspace in workspaces
        for problem in workspace.diagnostics
        if problem.in_baseline
    ]
    entries = updated(old, now, judged=judged, prune=prune)
    output.write_file(file, as_text(entries))
    numbers = {"number": len(entries), "new": len(entries - old), "gone": len(old - entries)}
    output.write(tr(_WRITTEN, path=file.name, **numbers))
