"""`github`: workflow commands, which GitHub Actions shows as annotations in a pull request.

The syntax: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import from_top

_RELATED = message("related: {place}: {text}")
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def github(report: Report, *, way: str = "") -> str:
    """A command for each problem; "" where there is none. `way`: see `from_top`.

    The highest level comes first, since GitHub shows only the first ten of a step.
    """
    problems = sorted(report.diagnostics, key=lambda problem: -problem.level.weight)
    return "".join(_command(problem, way) + "\n" for problem in problems)


def _command(problem: Diagnostic, way: str) -> str:
    span = problem.span
    properties: dict[str, object] = {
        "title": f"{problem.code} {problem.name}".rstrip(),
        "file": from_top(problem.path, way),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # else GitHub takes no columns
        properties |= {"col": span.column, "endColumn": span.end_column}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    with spoken(problem.language):
        text = "\n".join(harmless(line) for line in _lines(problem, way))
    return f"::{_COMMANDS[problem.level]} {listed}::{_data(text)}"


def _lines(problem: Diagnostic, way: str) -> Iterator[str]:
    """What to say; the place too, because the log shows nothing but this text."""
    path = from_top(problem.path, way)
    yield f"{path}:{problem.span.line}:{problem.span.column}: {problem.message}"
    for each in problem.related:
        place = f"{from_top(each.path, way)}:{each.span.line}:{each.span.column}"
        yield tr(_RELATED, place=place, text=each.message)
    if problem.help:
        yield problem.help


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return harmless(_data(text).replace(":", "%3A").replace(",", "%2C"))
