"""Fixing: what a workspace becomes when the problems that can be put right are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vsm_cli.api.analysing import analyse
from vsm_cli.api.report import Options, Report
from vsm_cli.diagnostics import Diagnostic, Edit
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.lint.fixing import apply
from vsm_cli.source.reading import SourceFile, is_unchanged
from vsm_cli.source.workspaces import absolute, shown_name

CHANGED = message("{path} was changed while it was checked, and is left as it is: check it again")


@dataclass(repr=False)
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
    before = dict(options.overlay)
    report = analyse(paths, options)
    refused: set[str] = set()
    count = 0
    while wanted := _wanted(report, unsafe, refused):
        for chosen in (wanted, *([one] for one in wanted)):
            edited = _edited(report, overlay, chosen, before)
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
    return Fixed({path: before[path] for path in after}, after, count, report)


def _wanted(report: Report, unsafe: bool, refused: set[str]) -> list[Diagnostic]:
    """The problems to fix next; of two in one place the second waits for the next round."""
    chosen: dict[object, Diagnostic] = {}
    for diagnostic in report.diagnostics:
        fixable = diagnostic.fix and (diagnostic.fix.safe or unsafe)
        if diagnostic.fix and fixable and diagnostic.fingerprint not in refused:
            chosen.setdefault((diagnostic.path, diagnostic.fix.edits[0].span), diagnostic)
    return list(chosen.values())


def _edited(
    report: Report,
    overlay: Mapping[Path, bytes],
    chosen: list[Diagnostic],
    before: dict[Path, bytes],
) -> dict[Path, bytes]:
    """The files with the fixes made. What is read from disk goes to `before`; raises VsmError
    where that is not what was checked."""
    edits: dict[str, list[Edit]] = {}
    for diagnostic in chosen:
        if diagnostic.fix:
            edits.setdefault(diagnostic.path, []).extend(diagnostic.fix.edits)
    result = {}
    for name, of_file in edits.items():
        path = absolute(Path(name))
        data = overlay.get(path)
        if data is None:
            data = before[path] = _read_again(path, report.source(name))
        result[path] = apply(data.decode(), of_file).encode()
    return result


def _read_again(path: Path, source: SourceFile | None) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        data = None
    if data is None or source is None or not is_unchanged(source, data):
        raise VsmError(tr(CHANGED, path=shown_name(path)))
    return data


def _adds_a_problem(before: Report, after: Report) -> bool:
    known = {diagnostic.fingerprint for diagnostic in before.diagnostics}
    return any(diagnostic.fingerprint not in known for diagnostic in after.diagnostics)
