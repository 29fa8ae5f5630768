"""`--format gitlab` against the fields that GitLab documents."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.reporters.checks import (
    ROOT,
    SAMPLES,
    all_hostile,
    hostile,
    of_samples,
    on_any_text,
    on_every_result,
)
from tests.reporters.expecting import assert_expected
from tests.reporters.problems import CLEAN, SEVERAL
from vsm_cli.api import analyse
from vsm_cli.characters import harmless
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.gitlab import gitlab

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
FIELDS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def report(result: Report) -> list[dict[str, Any]]:
    found = json.loads(gitlab(result))
    Draft202012Validator(FIELDS).validate(found)
    json.dumps(found, ensure_ascii=False).encode()
    return list(found)


def fingerprints(result: Report) -> list[str]:
    return [problem["fingerprint"] for problem in report(result)]


def test_expected() -> None:
    assert_expected("check.gitlab.json", gitlab(SEVERAL))


def test_clean() -> None:
    assert gitlab(CLEAN) == "[]\n"


@on_every_result
def test_report(result_of: Callable[[], Report]) -> None:
    result = result_of()
    assert len(report(result)) == len(result.diagnostics)


def test_fingerprints_are_unique() -> None:
    found = fingerprints(of_samples(*SAMPLES))
    assert len(found) == len(set(found)) > 1
    found = fingerprints(all_hostile())
    assert len(found) == len(set(found))


def test_the_same_workspace_twice_has_fingerprints_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for copy in ("one", "two"):
        shutil.copytree(ROOT / "samples" / "bank-defects", tmp_path / copy)
    monkeypatch.chdir(tmp_path)
    found = fingerprints(analyse([Path("one"), Path("two")]))
    assert len(found) == len(set(found)) == 2 * len(fingerprints(analyse([Path("one")])))


@on_any_text
def test_any_text(text: str) -> None:
    (found,) = report(hostile(text))
    assert found["description"] == f"{harmless(text)} — {harmless(text)}"
    path = found["location"]["path"]
    assert path == f"in {text}.yaml".encode("utf-8", "replace").decode()
