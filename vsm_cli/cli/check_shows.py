"""`vsm check --show-files` and `--show-config`: what a check would look at, and what applies."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from vsm_cli.api import Options, Report, WorkspaceReport, analyse
from vsm_cli.characters import harmless
from vsm_cli.cli import output
from vsm_cli.language import spoken
from vsm_cli.lint.config_origins import config_values
from vsm_cli.reporters.check.configuration import configuration
from vsm_cli.source.discovery import ROOT_FILE


def show_what_applies(paths: Iterable[Path], options: Options, *, files: bool, config: bool) -> int:
    """List the files, and show the configuration of each workspace, instead of problems."""
    report = analyse(paths, replace(options, check=config, since=None, baseline=None))
    for notice in report.notices:
        output.note(notice)
    if files:
        output.write("".join(f"{harmless(path)}\n" for path in sorted(report.paths)))
    if config:
        output.write("\n".join(_config(each, report, options) for each in report.workspaces))
    return 0


def _config(workspace: WorkspaceReport, report: Report, options: Options) -> str:
    name = Path(workspace.root, ROOT_FILE).as_posix()
    given = {"preset": options.preset, "select": options.select, "ignore": options.ignore}
    values = config_values(
        workspace.loaded, report.source(name), workspace.config, given, workspace.rules
    )
    heading = f"# {harmless(workspace.root)}\n" if len(report.workspaces) > 1 else ""
    with spoken(workspace.language):
        return heading + configuration(values, name)
