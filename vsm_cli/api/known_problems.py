"""Problems that are known already: those of an earlier revision, and those of a baseline."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from vsm_cli.errors import NothingFoundError
from vsm_cli.language import message, tr
from vsm_cli.lint.baseline_file import entry_of, read_baseline
from vsm_cli.lint.check_report import Report, WorkspaceReport
from vsm_cli.lint.config import LintConfig
from vsm_cli.source.revisions import extracted
from vsm_cli.source.workspaces import absolute

# Checks paths: with the folder that files without a root are called from, and what takes the
# place of the configuration of each root.
Judge = Callable[[list[Path], Path, Mapping[Path, LintConfig]], Report]

_LEFT_OUT = message("problems not shown, because {revision} has them too: {number}")


def set_aside_accepted(workspaces: Iterable[WorkspaceReport], baseline: Path) -> None:
    """Set aside what the file `baseline` accepts. Raises VsmError where it cannot be read."""
    accepted = read_baseline(baseline)
    folder = absolute(baseline).parent
    for workspace in workspaces:
        found, workspace.diagnostics = workspace.diagnostics, []
        for problem in found:
            known = problem.in_baseline and entry_of(problem, folder) in accepted
            (workspace.baselined if known else workspace.diagnostics).append(problem)


def leave_out_earlier(
    workspaces: Collection[WorkspaceReport], named: Iterable[Path], revision: str, judge: Judge
) -> Iterator[str]:
    """Leave out what a Git revision has too, judged by today's rules and configuration; what is
    to be told of that.

    A rule that failed stays. Raises VsmError for an unknown revision.
    """
    named = list(named)
    with extracted(revision, near=named[0]) as past:
        roots = [past.at(absolute(Path(workspace.root))) for workspace in workspaces]
        configs = dict(zip(roots, (each.config for each in workspaces), strict=True))
        there = [place for path in named if (place := past.at(path)).exists()]
        earlier = Report()
        if there:
            # No definitions in that revision: all problems are new.
            with suppress(NothingFoundError):
                earlier = judge(there, past.at(Path()), configs)
        known = {
            (absolute(Path(workspace.root)), problem.fingerprint)
            for workspace in earlier.workspaces
            for problem in workspace.diagnostics
        }
    left_out = 0
    for root, workspace in zip(roots, workspaces, strict=True):
        found = workspace.diagnostics
        workspace.diagnostics = [
            problem
            for problem in found
            if problem.rule_failure or (root, problem.fingerprint) not in known
        ]
        left_out += len(found) - len(workspace.diagnostics)
    if left_out:
        yield tr(_LEFT_OUT, revision=revision, number=left_out)
