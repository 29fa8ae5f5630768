"""Every rule against its cases: `NAME/bad*.yaml` with what is to be said in `.expected` beside
it, `NAME/good*.yaml` of which the rule says nothing.

A new case is a new file. `UPDATE_EXPECTED=1` writes what is said now, for review. In cases
named `good_unread*` reading itself complains: the rule stays silent about what it cannot know.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vsm_cli.api import analyse_texts
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.lint.rule import Rule
from vsm_cli.rules import ALL_RULES

HERE = Path(__file__).parent
CODES = {rule.name: rule.code for rule in ALL_RULES}


def cases(kind: str) -> list[Path]:
    return sorted(HERE.glob(f"*/{kind}*.yaml"))


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def diagnostics(case: Path) -> list[Diagnostic]:
    text = case.read_text(encoding="utf-8")
    return analyse_texts({case.name: text}, only=[CODES[case.parent.name]]).diagnostics


def as_text(found: list[Diagnostic]) -> str:
    return "".join(f"{line}\n" for diagnostic in found for line in lines(diagnostic))


def lines(diagnostic: Diagnostic) -> Iterator[str]:
    start = f"{diagnostic.span.line}:{diagnostic.span.column}"
    yield f"{start} {diagnostic.level.value} {diagnostic.code} {diagnostic.message}"
    yield f"    element: {diagnostic.element}; owner: {diagnostic.owner}"
    for related in diagnostic.related:
        yield f"    related: {related.span.line}:{related.span.column} {related.message}"
    yield f"    help: {diagnostic.help}"
    if diagnostic.fix:
        for edit in diagnostic.fix.edits:
            kind = "fix" if diagnostic.fix.safe else "unsafe fix"
            yield f"    {kind}: {edit.span.line}:{edit.span.column} {edit.text}"


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_bad(case: Path) -> None:
    said = as_text(diagnostics(case))
    expected = case.with_suffix(".expected")
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(said, encoding="utf-8")
    assert CODES[case.parent.name] in said
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", cases("good"), ids=name_of)
def test_good(case: Path) -> None:
    found = diagnostics(case)
    if case.stem.startswith("good_unread"):
        assert found, "nothing here is unreadable"
        found = [each for each in found if each.code == CODES[case.parent.name]]
    assert as_text(found) == ""


@pytest.mark.parametrize("rule", [rule for rule in ALL_RULES if rule.check], ids=lambda r: r.name)
def test_every_rule_has_cases(rule: Rule) -> None:
    assert (HERE / rule.name / "bad.yaml").is_file()
    assert (HERE / rule.name / "good.yaml").is_file()


def test_every_folder_is_a_rule() -> None:
    folders = {case.parent.name for case in (*cases("bad"), *cases("good"))}
    assert folders <= CODES.keys()


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_fingerprints_are_unique(case: Path) -> None:
    prints = [each.fingerprint for each in diagnostics(case)]
    assert len(set(prints)) == len(prints)
