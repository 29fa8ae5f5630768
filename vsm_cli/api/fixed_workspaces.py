"""Fixing: what a workspace becomes when the problems that can be put right are."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.api.analysing import analyse
from vsm_cli.api.memory import Memory
from vsm_cli.diagnostics import Diagnostic, Edit
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.lint.check_report import Options, Report
from vsm_cli.lint.text_edits import apply
from vsm_cli.source.reading import SourceFile, is_unchanged
from vsm_cli.source.workspaces import absolute, shown_name

CHANGED = message("{path} was changed by somebody else meanwhile, and stays so; try again")
# A value is taken away by a key that is then there twice, and by a file that is no longer YAML.
_NEVER_UNCOVERED = {"VSM001", "VSM004", "VSM006", "VSM007"}
_UNREADABLE = message("{path} cannot be read: {reason}")


class Fixed(Struct):
    """What fixing comes to: the text of each changed file before and after, and what remains."""

    before: dict[Path, bytes]
    after: dict[Path, bytes]
    count: int
    report: Report


def fix(paths: Iterable[Path], options: Options, *, unsafe: bool) -> Fixed:
    """Apply fixes until there are none left; nothing is written.

    A fix that would add a problem is not applied, but one of a reading error may uncover what was
    held back because of it. `options.overlay` holds unsaved texts. Raises VsmError where a file
    changes while it is looked at.
    """
    paths = list(paths)
    overlay = dict(options.overlay)
    before: dict[Path, bytes] = {}
    options = replace(options, cache=None)  # what is tried is nothing to keep
    memory = Memory()
    report = analyse(paths, options, memory)
    refused: set[str] = set()
    count = 0
    while chosen := _wanted(report, unsafe, refused):
        for path, name in {absolute(Path(one.path)): one.path for one in chosen}.items():
            if path not in overlay:
                before[path] = overlay[path] = as_judged(path, report.source(name))
        edited = _edited(overlay, chosen)
        while True:
            result = analyse(paths, replace(options, overlay=overlay | edited), memory)
            if not _adds_a_problem(report, result, chosen):
                overlay |= edited
                count += len(chosen)
                report = result
                break
            if len(chosen) == 1:
                refused.add(chosen[0].fingerprint)
                break
            # Halves find the one among many in few runs.
            chosen = chosen[: len(chosen) // 2]
            edited = _edited(overlay, chosen)
    before |= options.overlay
    after = {path: data for path, data in overlay.items() if data != before[path]}
    return Fixed({path: before[path] for path in after}, after, count, report)


def as_judged(path: Path, judged: SourceFile | None) -> bytes:
    """What stands in a file, which has to be what its problems were found in."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise VsmError(tr(_UNREADABLE, path=shown_name(path), reason=reason)) from None
    if judged is None or not is_unchanged(judged, data):
        raise VsmError(tr(CHANGED, path=shown_name(path)))
    return data


def _wanted(report: Report, unsafe: bool, refused: set[str]) -> list[Diagnostic]:
    """The problems to fix next; of two in one place the second waits for the next round.

    Reading errors come first and alone, since they may uncover others.
    """
    chosen: dict[object, Diagnostic] = {}
    for diagnostic in report.diagnostics:
        fixable = diagnostic.fix and (diagnostic.fix.safe or unsafe)
        if diagnostic.fix and fixable and diagnostic.fingerprint not in refused:
            chosen.setdefault((diagnostic.path, diagnostic.fix.edits[0].span), diagnostic)
    reading = [each for each in chosen.values() if _is_reading_error(each)]
    return reading or list(chosen.values())


def _is_reading_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.code.startswith("VSM00")


def _edited(overlay: Mapping[Path, bytes], chosen: list[Diagnostic]) -> dict[Path, bytes]:
    edits: dict[Path, list[Edit]] = {}
    for diagnostic in chosen:
        if diagnostic.fix:
            edits.setdefault(absolute(Path(diagnostic.path)), []).extend(diagnostic.fix.edits)
    result = {}
    for path, of_file in edits.items():
        result[path] = apply(overlay[path].decode(), of_file).encode()
    return result


def _adds_a_problem(before: Report, after: Report, fixed: list[Diagnostic]) -> bool:
    """Whether fixes brought problems about, rather than uncovered them."""
    known = {diagnostic.fingerprint for diagnostic in before.diagnostics}
    added = [each for each in after.diagnostics if each.fingerprint not in known]
    if not added or not all(map(_is_reading_error, fixed)):
        return bool(added)
    # What was wrong has to be gone, and the text as readable as it was.
    remaining = {each.fingerprint for each in after.diagnostics}
    # Another name that is not defined either was not hidden behind the first.
    never = _NEVER_UNCOVERED | {"VSM005" for each in fixed if each.code == "VSM005"}
    return any(each.fingerprint in remaining for each in fixed) or any(
        each.code in never for each in added
    )
