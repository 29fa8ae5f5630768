"""`gitlab`: a Code Quality report, which GitLab shows in merge requests.

The fields: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import hashlib
from typing import Any

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import from_top
from vsm_cli.reporters.json_text import json_text

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def gitlab(report: Report, *, way: str = "") -> str:
    """A list with all problems; `[]` where there is none. `way`: see `from_top`."""
    return json_text([_problem(problem, way) for problem in report.diagnostics])


def _problem(problem: Diagnostic, way: str) -> dict[str, Any]:
    text = f"{problem.message} — {problem.help}" if problem.help else problem.message
    return {
        "description": harmless(text),
        "check_name": problem.name or problem.code,
        "fingerprint": _fingerprint(problem),
        "severity": _SEVERITIES[problem.level],
        "location": {
            "path": _kept(from_top(problem.path, way)),
            "lines": {"begin": problem.span.line},
        },
    }


def _fingerprint(problem: Diagnostic) -> str:
    """With the path: two workspaces may have the same problem at the same place below their
    roots, and GitLab shows only one of what has the same fingerprint. It is the path from the
    working folder: where the job runs must not make all problems new."""
    known = f"{_kept(problem.path)}\n{problem.fingerprint}"
    return hashlib.sha256(known.encode()).hexdigest()[:32]


def _kept(path: str) -> str:
    """A path as GitLab can keep it; it refuses a report with halves of surrogate pairs."""
    return path.encode("utf-8", "replace").decode()
