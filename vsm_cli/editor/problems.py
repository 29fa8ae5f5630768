"""Problems as editors show them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.editor.desk import Desk
from vsm_cli.editor.positions import Units
from vsm_cli.errors import ConfigError, VsmError
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import rule_page
from vsm_cli.source.places import Place, Span
from vsm_cli.source.reading import SourceFile
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


class _Shown(NamedTuple):
    """A problem as it was shown last, with the files that its places are counted in."""

    problem: Diagnostic
    files: list[SourceFile | None]
    shown: types.Diagnostic


class ShownProblems:
    """Makes what editors show of problems; those that are as they were, in files that are as they
    were, are not made again. `uri` gives the address of a file."""

    def __init__(self, desk: Desk, units: Units, uri: Callable[[Path], str]) -> None:
        self._desk, self._units, self._uri = desk, units, uri
        self._before: dict[str, _Shown] = {}
        self._now: dict[str, _Shown] = {}

    def by_file(self) -> dict[Path, list[types.Diagnostic]]:
        """All problems as they were found last."""
        self._now = {}
        found = {
            path: [self.shown(problem, report) for problem, report in problems]
            for path, problems in self._desk.problems().items()
        }
        self._before = self._now
        for path, error in self._desk.errors().items():
            found.setdefault(path, []).append(self._of_error(path, error))
        return found

    def shown(self, problem: Diagnostic, report: Report) -> types.Diagnostic:
        """One problem."""
        key = f"{problem.fingerprint} {problem.path}"
        files = [
            report.source(problem.path),
            *(report.source(each.path) for each in problem.related),
        ]
        known = self._before.get(key)
        alike = known is not None and known.problem == problem
        if (
            known is None
            or not alike
            or any(a is not b for a, b in zip(known.files, files, strict=True))
        ):
            known = _Shown(problem, files, self._made(problem, report))
        self._now[key] = known
        return known.shown

    def _made(self, problem: Diagnostic, report: Report) -> types.Diagnostic:
        tag = _TAGS.get(problem.name)
        page = rule_page(problem.code, problem.name)
        return types.Diagnostic(
            range=self._range(report, problem.path, problem.span),
            severity=_SEVERITIES[problem.level],
            code=problem.code,
            code_description=types.CodeDescription(page) if page else None,
            source=SOURCE,
            message=f"{problem.message}\n{problem.help}" if problem.help else problem.message,
            tags=[tag] if tag else None,
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(
                        self._uri(absolute(Path(each.path))),
                        self._range(report, each.path, each.span),
                    ),
                    each.message,
                )
                for each in problem.related
            ]
            or None,
            data={"fingerprint": problem.fingerprint},
        )

    def _range(self, report: Report, name: str, span: Span) -> types.Range:
        lines = self._desk.lines(absolute(Path(name)), report.source(name))
        return self._units.range(lines or [""], span)

    def _of_error(self, path: Path, error: VsmError) -> types.Diagnostic:
        """Why nothing could be checked, at the key of the configuration that is wrong."""
        span = Span(1, 1, 1, 1)
        source = self._desk.written(path)
        if source and isinstance(error, ConfigError):
            span = source.locate(Place(source.path, 0, ("lint", *error.keys)))
        range_ = self._units.range(self._desk.lines(path, source) or [""], span)
        return types.Diagnostic(range_, str(error), types.DiagnosticSeverity.Error, source=SOURCE)
