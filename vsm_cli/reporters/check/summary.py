"""One line that sums a check up."""

from collections import Counter

from vsm_cli.diagnostics import Level
from vsm_cli.language import counted, forms, message, names, tr
from vsm_cli.lint.check_report import Report

_COUNTS = {
    Level.ERROR: forms("{number} error", "{number} errors"),
    Level.WARNING: forms("{number} warning", "{number} warnings"),
    Level.NOTE: forms("{number} note", "{number} notes"),
}
_FILES = forms("{number} file", "{number} files")
_STREAMS = forms("{number} stream", "{number} streams")
_FOUND = message("{problems} in {files} with {streams}")
_CLEAN = message("No problems in {files} with {streams}")
_SUPPRESSED = message("{summary}; {number} suppressed")
_BASELINED = message("{summary}; {number} in the baseline")


def summary(report: Report) -> str:
    """How many problems, and in how much."""
    counts = [
        counted(number, _COUNTS[level]) for level, number in by_level(report).items() if number
    ]
    files = counted(len(report.paths), _FILES)
    streams = counted(report.streams, _STREAMS)
    if counts:
        text = tr(_FOUND, problems=names(counts), files=files, streams=streams)
    else:
        text = tr(_CLEAN, files=files, streams=streams)
    if report.suppressed:
        text = tr(_SUPPRESSED, summary=text, number=len(report.suppressed))
    if report.baselined:
        text = tr(_BASELINED, summary=text, number=len(report.baselined))
    return text


def by_level(report: Report) -> dict[Level, int]:
    """How many problems there are of each level, the highest first."""
    numbers = Counter(diagnostic.level for diagnostic in report.diagnostics)
    return {level: numbers[level] for level in sorted(Level, key=lambda level: -level.weight)}
