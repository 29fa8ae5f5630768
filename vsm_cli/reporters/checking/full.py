"""`full`: each problem with its source line, related places and what to do, for people."""

from collections.abc import Iterable

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.language import message, names, tr
from vsm_cli.reporters.checking.checked import Checked, by_level
from vsm_cli.reporters.checking.excerpt import excerpt
from vsm_cli.reporters.checking.styles import Paint
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.screen import cells, harmless, wrapped

_RELATED = message("related:")
_HELP = message("help:")
_COUNTS = {
    Level.ERROR: (message("{number} error"), message("{number} errors")),
    Level.WARNING: (message("{number} warning"), message("{number} warnings")),
    Level.NOTE: (message("{number} note"), message("{number} notes")),
}
_FILES = (message("{number} file"), message("{number} files"))
_STREAMS = (message("{number} stream"), message("{number} streams"))
_FOUND = message("{problems} in {files} with {streams}")
_CLEAN = message("No problems in {files} with {streams}")
_SUPPRESSED = message("{summary}; {number} suppressed")

# Of a place that is narrower than this, nothing would be left.
_NARROWEST = 20
_PIPED = 120


def full(checked: Checked, *, width: int | None = None, colour: bool = False) -> str:
    """All problems and a line that sums them up.

    `width` is that of the terminal in columns; without one, sentences are not broken (so that
    piped text can be searched) and source lines are cut at 120. `colour` adds ANSI colours.
    """
    paint = Paint(colour)
    width = None if width is None else max(_NARROWEST, width)
    parts = ["\n".join(_problem(problem, checked, width, paint)) for problem in checked.diagnostics]
    summary = _summary(checked)
    parts.append("\n".join(wrapped(summary, width) if width else [summary]))
    return "\n\n".join(parts) + "\n"


def _problem(
    problem: Diagnostic, checked: Checked, width: int | None, paint: Paint
) -> Iterable[str]:
    yield from _heading(problem, width, paint)
    yield from _hanging("", problem.message, width)
    yield from _excerpt(problem, checked, width, paint)
    for place in problem.related:
        where = f"{place.path}:{place.span.line}:{place.span.column}"
        label = f"{tr(_RELATED)} {harmless(where)}"
        yield from _hanging(label, place.message, width, gap="  ")
    if problem.help:
        lines = _hanging(tr(_HELP), problem.help, width)
        yield from (paint.help(line) for line in lines)


def _heading(problem: Diagnostic, width: int | None, paint: Paint) -> Iterable[str]:
    """Place, level and rule; on a narrow screen the place has its own line, never broken, so
    that a terminal can follow it."""
    place = harmless(f"{problem.path}:{problem.span.line}:{problem.span.column}")
    level, rule = level_name(problem.level), f"{problem.code} {problem.name}".rstrip()
    painted = f"{paint.level(level, problem.level)}  {paint.strong(rule)}"
    if width and cells(f"{place}  {level}  {rule}") > width:
        yield paint.strong(place)
        yield f"  {painted}"
    else:
        yield f"{paint.strong(place)}  {painted}"


def _hanging(label: str, text: str, width: int | None, gap: str = " ") -> list[str]:
    """A text behind its label, its further lines indented."""
    start = f"  {label}{gap}" if label else "  "
    text = harmless(text).strip()
    if width is None or cells(start) + cells(text) <= width:
        return [start + text]
    indent = "    " if label else "  "
    if cells(start) > width // 2:
        # A long place keeps its line; what is said of it follows.
        return [start.rstrip(), *(indent + line for line in wrapped(text, width - len(indent)))]
    first, *rest = wrapped(" " * (cells(start) - len(indent)) + text, width - len(indent))
    return [start + first[cells(start) - len(indent) :], *(indent + line for line in rest)]


def _excerpt(
    problem: Diagnostic, checked: Checked, width: int | None, paint: Paint
) -> Iterable[str]:
    source = checked.source(problem.path)
    digits = max(3, len(str(problem.span.line)))
    gutter = digits + len("   │ ")
    found = source and excerpt(
        source.lines, problem.span, max(_NARROWEST // 2, (width or _PIPED) - gutter)
    )
    if not found:
        return
    for number, line in found.lines:
        yield f"{paint.faint(f'  {number:>{digits}} │')} {line}".rstrip()
    carets = paint.level("^" * found.carets, problem.level)
    yield f"{paint.faint(' ' * (digits + 3) + '│')} {' ' * found.indent}{carets}"


def _summary(checked: Checked) -> str:
    """How many problems, and in how much."""
    counts = [
        _counted(number, _COUNTS[level]) for level, number in by_level(checked).items() if number
    ]
    files = _counted(checked.files, _FILES)
    streams = _counted(checked.streams, _STREAMS)
    if counts:
        summary = tr(_FOUND, problems=names(counts), files=files, streams=streams)
    else:
        summary = tr(_CLEAN, files=files, streams=streams)
    if checked.suppressed:
        return tr(_SUPPRESSED, summary=summary, number=len(checked.suppressed))
    return summary


def _counted(number: int, forms: tuple[str, str]) -> str:
    return tr(forms[number != 1], number=number)
