"""`gitlab`: a Code Quality report, which GitLab shows in merge requests.

The fields: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import hashlib
from typing import Any

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.reporters.checking.checked import Checked
from vsm_cli.reporters.json_text import json_text

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def gitlab(checked: Checked) -> str:
    """A list with all problems; `[]` where there is none."""
    return json_text([_problem(problem) for problem in checked.diagnostics])


def _problem(problem: Diagnostic) -> dict[str, Any]:
    text = f"{problem.message} — {problem.help}" if problem.help else problem.message
    return {
        "description": harmless(text),
        "check_name": problem.name or problem.code,
        "fingerprint": _fingerprint(problem),
        "severity": _SEVERITIES[problem.level],
        "location": {"path": _path(problem), "lines": {"begin": problem.span.line}},
    }


def _fingerprint(problem: Diagnostic) -> str:
    """With the path: two workspaces may have the same problem at the same place below their
    roots, and GitLab shows only one of what has the same fingerprint."""
    known = f"{_path(problem)}\n{problem.fingerprint}"
    return hashlib.sha256(known.encode()).hexdigest()[:32]


def _path(problem: Diagnostic) -> str:
    """The path as GitLab can keep it; it refuses a report with halves of surrogate pairs."""
    return problem.path.encode("utf-8", "replace").decode()
