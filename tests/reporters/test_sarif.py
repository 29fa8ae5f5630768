"""`--format sarif` against the schema of OASIS, and what it cannot say."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from tests.reporters.checks import SAID_TWICE, hostile, on_any_text, on_every_result
from tests.reporters.expecting import assert_expected
from tests.reporters.problems import SEVERAL, problem, report_of
from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Level
from vsm_cli.lint.check_report import Report
from vsm_cli.lint.rule import Rule
from vsm_cli.reporters.check.sarif import sarif
from vsm_cli.rules import ALL_RULES

SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"
RULE = Rule(
    code="VSM102",
    name="step-without-owner",
    level=Level.ERROR,
    summary="A step that nobody answers for.",
    manual="A step that\n    nobody answers for.\n\n    ## Why\n\n    It lies {idle}.\n",
    messages={},
)


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run_of(result: Report) -> dict[str, Any]:
    """The only run of a log that the schema allows and any encoder takes."""
    text = sarif(result)
    log = json.loads(text)
    validator().validate(log)
    json.dumps(log, ensure_ascii=False).encode()
    (run,) = log["runs"]
    return dict(run)


def places(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            yield location["physicalLocation"]


def test_expected() -> None:
    report = report_of(SEVERAL.diagnostics, SEVERAL.suppressed, rules=[RULE])
    assert_expected("check.sarif", sarif(report))


@on_every_result
def test_log(result_of: Callable[[], Report]) -> None:
    result = result_of()
    run = run_of(result)
    silenced = len(result.suppressed) + len(result.baselined)
    assert len(run["results"]) == len(result.diagnostics) + silenced
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in ALL_RULES]
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["suppressions"] is not None, "all results must have it where one does"
    for place in places(run):
        region = place["region"]
        begin = (region["startLine"], region["startColumn"])
        assert (1, 1) <= begin <= (region["endLine"], region["endColumn"])
        assert urlsplit(place["artifactLocation"]["uri"]).scheme == ""
    assert run["columnKind"] == "unicodeCodePoints"


def test_rules() -> None:
    text = sarif(report_of())
    assert "security-severity" not in text
    (run,) = json.loads(text)["runs"]
    for rule, described in zip(ALL_RULES, run["tool"]["driver"]["rules"], strict=True):
        assert described["help"]["markdown"] == rule.text
        assert described["helpUri"].endswith(f"/docs/rules/{rule.name}.md")
        assert described["defaultConfiguration"]["level"] == rule.level.value
        for short in ("shortDescription", "fullDescription"):
            assert 0 < len(described[short]["text"]) <= 1024, "GitHub takes no more"


def test_a_rule_that_is_not_listed() -> None:
    (run,) = json.loads(sarif(report_of([problem()], rules=())))["runs"]
    assert run["results"][0]["ruleId"] == "VSM102"
    assert "ruleIndex" not in run["results"][0]


def test_suppressed() -> None:
    suppressions = [result["suppressions"] for result in run_of(SAID_TWICE)["results"]]
    assert suppressions == [
        [],
        [],
        [{"kind": "inSource"}],  # no reason was given
        [{"kind": "external", "justification": "accepted by the baseline"}],
    ]
    because = run_of(hostile("planned for May"))["results"][-1]["suppressions"]
    assert because == [{"kind": "inSource", "justification": "planned for May"}]


def test_a_text_is_neither_placeholder_nor_link() -> None:
    message = run_of(hostile("{0} [a](b)"))["results"][0]["message"]["text"]
    assert message == "{{0}} [a] (b)\n{{0}} [a] (b)"


@on_any_text
def test_any_text(text: str) -> None:
    run = run_of(hostile(text))
    found, silent = run["results"]
    message = found["message"]["text"]
    assert all(line == harmless(line) for line in message.split("\n"))
    assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", message))
    assert silent["suppressions"][0].get("justification") == (harmless(text) or None)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_path(path: str) -> None:
    uris = [place["artifactLocation"]["uri"] for place in places(run_of(hostile(path)))]
    assert all(uri.isascii() and uri.isprintable() for uri in uris)
    assert [unquote(uri) for uri in uris] == [f"in {path}.yaml", f"in {path}.yml"] * 2


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("c:d/a b%.yaml", "c%3Ad/a%20b%25.yaml"),
        ("../验证.yaml", "../%E9%AA%8C%E8%AF%81.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("\ud800.yaml", "%3F.yaml"),
    ],
)
def test_uri(path: str, uri: str) -> None:
    run = run_of(report_of([problem(path=path)]))
    assert [place["artifactLocation"]["uri"] for place in places(run)] == [uri]
