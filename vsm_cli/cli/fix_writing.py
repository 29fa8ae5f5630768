"""`vsm check --fix`: write what can be fixed, or show it as a diff."""

from collections.abc import Iterable
from pathlib import Path

from vsm_cli.api import Options, Report
from vsm_cli.api.fixed_workspaces import Fixed, fix
from vsm_cli.cli import output
from vsm_cli.cli.targets import definition
from vsm_cli.cli.text_difference import text_difference
from vsm_cli.language import message, spoken, tr
from vsm_cli.source.workspaces import shown_name

_FIXED = message("problems fixed: {count}, files changed: {files}")
_WOULD_FIX = message("problems that --fix would fix: {count}, files that it would change: {files}")


def write_fixes(paths: Iterable[Path], options: Options, *, unsafe: bool) -> Report:
    """Fix files on disk; the report is of what remains."""
    paths = list(paths)
    fixed = fix(paths, options, unsafe=unsafe)
    files = {path: definition(path, paths=paths) for path in fixed.after}
    # Of several names that lead to one file, by links, the first counts.
    once = {file.real: path for path, file in reversed(files.items())}
    for path in once.values():
        output.write_file(files[path], fixed.after[path], instead_of=fixed.before[path])
    if fixed.after:
        with spoken(fixed.report.language):
            output.note(tr(_FIXED, count=fixed.count, files=len(fixed.after)))
    return fixed.report


def show_fixes(paths: Iterable[Path], options: Options, *, unsafe: bool) -> int:
    """Show as a unified diff what would be written; 1 where there is any of it."""
    fixed = fix(paths, options, unsafe=unsafe)
    output.write("".join(_differences(fixed)))
    with spoken(fixed.report.language):
        output.note(tr(_WOULD_FIX, count=fixed.count, files=len(fixed.after)))
    return int(bool(fixed.after))


def _differences(fixed: Fixed) -> Iterable[str]:
    for path in sorted(fixed.after):
        yield from text_difference(shown_name(path), fixed.before[path], fixed.after[path])
