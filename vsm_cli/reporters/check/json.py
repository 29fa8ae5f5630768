"""`json`: the problems as data, with a version; other people's tools depend on these keys."""

from typing import Any

from vsm_cli.diagnostics import Diagnostic, Fix, Level
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.summary import by_level
from vsm_cli.reporters.json_text import json_text
from vsm_cli.source.places import Span

VERSION = 1


def as_json(report: Report) -> str:
    """All problems with a summary. Lines and columns count from 1, ends are exclusive."""
    levels = by_level(report)
    return json_text(
        {
            "version": VERSION,
            "summary": {
                "files": len(report.paths),
                "streams": report.streams,
                "errors": levels[Level.ERROR],
                "warnings": levels[Level.WARNING],
                "notes": levels[Level.NOTE],
                "suppressed": len(report.suppressed),
                "baselined": len(report.baselined),
            },
            "diagnostics": [diagnostic_data(problem) for problem in report.diagnostics],
        }
    )


def diagnostic_data(problem: Diagnostic) -> dict[str, Any]:
    """One problem; other commands that judge show it with the same keys."""
    return {
        "code": problem.code,
        "name": problem.name,
        "level": problem.level.value,
        "message": problem.message,
        "help": problem.help,
        "path": problem.path,
        **_span(problem.span),
        "element": problem.element or None,
        "owner": problem.owner,
        "team": problem.team,
        "related": [
            {
                "message": place.message,
                "path": place.path,
                "line": place.span.line,
                "column": place.span.column,
            }
            for place in problem.related
        ],
        "fingerprint": problem.fingerprint,
        "fix": None if problem.fix is None else _fix(problem.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "description": fix.description,
        "safe": fix.safe,
        "edits": [{**_span(edit.span), "text": edit.text} for edit in fix.edits],
    }


def _span(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
