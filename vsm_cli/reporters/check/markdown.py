"""`markdown`: GitHub Flavored Markdown, for the summary of a job or a comment."""

from collections.abc import Iterator

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import rule_page
from vsm_cli.reporters.check.summary import summary
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.markdown_text import escaped

_HEADINGS = (message("Level"), message("Place"), message("Rule"), message("Problem"))


def markdown(report: Report) -> str:
    """A line that sums up, and a table of all problems where there are any."""
    lines = [f"**{escaped(summary(report))}**"]
    if report.diagnostics:
        lines += ["", _row(map(tr, _HEADINGS)), _row("---" for _ in _HEADINGS)]
        lines += [_problem(problem) for problem in report.diagnostics]
    return "\n".join(lines) + "\n"


def _problem(problem: Diagnostic) -> str:
    with spoken(problem.language):
        return _row(_cells(problem))


def _cells(problem: Diagnostic) -> Iterator[str]:
    yield level_name(problem.level)
    yield escaped(f"{problem.path}:{problem.span.line}:{problem.span.column}")
    rule = escaped(f"{problem.code} {problem.name}".rstrip())
    page = rule_page(problem.code, problem.name)
    yield f"[{rule}]({page})" if page else rule
    yield "<br>".join(escaped(line) for line in _lines(problem))


def _lines(problem: Diagnostic) -> Iterator[str]:
    """What is wrong, what is related, and what to do."""
    yield problem.message
    for each in problem.related:
        yield f"{each.path}:{each.span.line}:{each.span.column}: {each.message}"
    if problem.help:
        yield problem.help


def _row(texts: Iterator[str]) -> str:
    return f"| {' | '.join(texts)} |"
