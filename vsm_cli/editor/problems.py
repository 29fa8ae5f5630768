"""Problems as editors show them."""

from pathlib import Path
from typing import Any

from lsprotocol import types

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.editor.desk import Desk
from vsm_cli.editor.positions import Units
from vsm_cli.errors import ConfigError, VsmError
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import rule_page
from vsm_cli.source.places import Place, Span
from vsm_cli.source.workspaces import absolute

SOURCE = "vsm"
_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}
_TAGS = {
    "unused-definition": types.DiagnosticTag.Unnecessary,
    "unused-suppression": types.DiagnosticTag.Unnecessary,
    "unreachable-step": types.DiagnosticTag.Unnecessary,
    "former-practice": types.DiagnosticTag.Deprecated,
}


def shown_problems(desk: Desk, units: Units, uri_of: Any) -> dict[Path, list[types.Diagnostic]]:
    """All problems by file; `uri_of` gives the address of a path."""
    found = {
        path: [shown_problem(desk, problem, report, units, uri_of) for problem, report in problems]
        for path, problems in desk.problems().items()
    }
    for path, error in desk.errors().items():
        found.setdefault(path, []).append(_of_error(desk, path, error, units))
    return found


def _range(desk: Desk, report: Report, name: str, span: Span, units: Units) -> types.Range:
    lines = desk.lines(absolute(Path(name)), report.source(name))
    return units.range(lines or [""], span)


def shown_problem(
    desk: Desk, problem: Diagnostic, report: Report, units: Units, uri_of: Any
) -> types.Diagnostic:
    """One problem as editors have it."""
    tag = _TAGS.get(problem.name)
    page = rule_page(problem.code, problem.name)
    return types.Diagnostic(
        range=_range(desk, report, problem.path, problem.span, units),
        severity=_SEVERITIES[problem.level],
        code=problem.code,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        message=f"{problem.message}\n{problem.help}" if problem.help else problem.message,
        tags=[tag] if tag else None,
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(
                    uri_of(absolute(Path(each.path))),
                    _range(desk, report, each.path, each.span, units),
                ),
                each.message,
            )
            for each in problem.related
        ]
        or None,
        data={"fingerprint": problem.fingerprint},
    )


def _of_error(desk: Desk, path: Path, error: VsmError, units: Units) -> types.Diagnostic:
    """Why nothing could be checked, at the key of the configuration that is wrong."""
    span = Span(1, 1, 1, 1)
    source = desk.written(path)
    if source and isinstance(error, ConfigError):
        span = source.locate(Place(source.path, 0, ("lint", *error.keys)))
    range_ = units.range(desk.lines(path, source) or [""], span)
    return types.Diagnostic(range_, str(error), types.DiagnosticSeverity.Error, source=SOURCE)
