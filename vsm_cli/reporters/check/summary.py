"""One line that sums a check up."""

from vsm_cli.diagnostics import Level
from vsm_cli.language import counted, forms, message, names, tr
from vsm_cli.reporters.check.checked import Checked, by_level

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


def summary(checked: Checked) -> str:
    """How many problems, and in how much."""
    counts = [
        counted(number, _COUNTS[level]) for level, number in by_level(checked).items() if number
    ]
    files = counted(len(checked.paths), _FILES)
    streams = counted(checked.streams, _STREAMS)
    if counts:
        text = tr(_FOUND, problems=names(counts), files=files, streams=streams)
    else:
        text = tr(_CLEAN, files=files, streams=streams)
    if checked.suppressed:
        text = tr(_SUPPRESSED, summary=text, number=len(checked.suppressed))
    if checked.baselined:
        text = tr(_BASELINED, summary=text, number=len(checked.baselined))
    return text
