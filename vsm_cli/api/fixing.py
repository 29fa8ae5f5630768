"""Fixing: what a workspace becomes when the problems that can be put right are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vsm_cli.api.analysing import analyse
from vsm_cli.api.report import Options, Report
from vsm_cli.diagnostics import Diagnostic, Edit
from vsm_cli.lint.fixing import apply
from vsm_cli.source.workspaces import absolute


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
    report = analyse(paths, options)
    refused: set[str] = set()
    count = 0
    while chosen := _wanted(report, unsafe, refused):
        edited = _edited(overlay, chosen)
        while _adds_a_problem(
            report, result := analyse(paths, replace(options, overlay=overlay | edited))
        ):
            if len(chosen) == 1:
                refused.add(chosen[0].fingerprint)
                break
            # Halves find the one among many in few runs.
            chosen = chosen[: len(chosen) // 2]
            edited = _edited(overlay, chosen)
        else:
            overlay |= edited
            count += len(chosen)
            report = result
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
