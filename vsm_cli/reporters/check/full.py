"""`full`: each problem with its source line, related places and what to do, for people."""

from collections.abc import Iterable

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.styles import Paint
from vsm_cli.reporters.check.summary import summary
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.screen import cells, wrapped

_RELATED = message("related: {place}")
_HELP = message("help:")

# Of a place that is narrower than this, nothing would be left.
_NARROWEST = 20
_PIPED = 120


def full(report: Report, *, width: int | None = None, colour: bool = False) -> str:
    """All problems and a line that sums them up.

    `width` is that of the terminal in columns; without one, sentences are not broken (so that
    piped text can be searched) and source lines are cut at 120. `colour` adds ANSI colours.
    """
    paint = Paint(colour)
    width = None if width is None else max(_NARROWEST, width)
    parts = [_problem(problem, report, width, paint) for problem in report.diagnostics]
    summed = summary(report)
    parts.append("\n".join(wrapped(summed, width) if width else [summed]))
    return "\n\n".join(parts) + "\n"


def _problem(problem: Diagnostic, report: Report, width: int | None, paint: Paint) -> str:
    with spoken(problem.language):
        return "\n".join(_lines(problem, report, width, paint))


def _lines(problem: Diagnostic, report: Report, width: int | None, paint: Paint) -> Iterable[str]:
    yield from _heading(problem, width, paint)
    yield from _hanging("", problem.message, width)
    yield from _excerpt(problem, report, width, paint)
    for place in problem.related:
        where = f"{place.path}:{place.span.line}:{place.span.column}"
        label = tr(_RELATED, place=harmless(where))
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
    # A full-width colon brings its own gap.
    start = f"  {label}{'' if label.endswith('：') else gap}" if label else "  "
    text = harmless(text).strip()
    if width is None or cells(start) + cells(text) <= width:
        return [start + text]
    indent = "    " if label else "  "
    if cells(start) > width // 2:
        # A long place keeps its line; what is said of it follows.
        return [start.rstrip(), *(indent + line for line in wrapped(text, width - len(indent)))]
    first, *rest = wrapped(" " * (cells(start) - len(indent)) + text, width - len(indent))
    return [start + first[cells(start) - len(indent) :], *(indent + line for line in rest)]


def _excerpt(problem: Diagnostic, report: Report, width: int | None, paint: Paint) -> Iterable[str]:
    # A check that finds nothing shows nothing of the files.
    from vsm_cli.reporters.check.excerpt import excerpt

    source = report.source(problem.path)
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
