"""`--statistics`: how many problems there are by rule and by team, instead of the problems."""

from collections import Counter
from collections.abc import Callable

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.language import message, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.styles import Paint
from vsm_cli.reporters.check.summary import summary
from vsm_cli.reporters.screen import cells

_LEVELS = (Level.ERROR, Level.WARNING, Level.NOTE)
_HEADINGS = (message("errors"), message("warnings"), message("notes"))
_RULE = message("rule")
_TEAM = message("team")
_NO_TEAM = message("(no team)")


def statistics(report: Report, *, colour: bool = False) -> str:
    """Two tables, the largest numbers first, and a line that sums them up. A problem counts for
    the team of its owner."""
    paint = Paint(colour)
    parts = []
    if report.diagnostics:
        parts = [_table(report, tr(_RULE), _rule, paint), _table(report, tr(_TEAM), _team, paint)]
    return "\n".join([*parts, f"{summary(report)}\n"])


def _rule(problem: Diagnostic) -> str:
    return f"{problem.code} {problem.name}".rstrip()


def _team(problem: Diagnostic) -> str:
    return problem.team or tr(_NO_TEAM)


def _table(report: Report, heading: str, of: Callable[[Diagnostic], str], paint: Paint) -> str:
    counts: dict[str, Counter[Level]] = {}
    for problem in report.diagnostics:
        counts.setdefault(of(problem), Counter())[problem.level] += 1
    rows = [(tuple(count[level] for level in _LEVELS), name) for name, count in counts.items()]
    rows.sort(key=lambda row: ([-number for number in row[0]], row[1]))
    headings = [tr(each) for each in _HEADINGS]
    lines = [paint.strong("  ".join([*headings, heading]))]
    for numbers, name in rows:
        columns = [f"{n:>{cells(title)}}" for n, title in zip(numbers, headings, strict=True)]
        lines.append("  ".join([*columns, harmless(name)]))
    return "\n".join(lines) + "\n"
