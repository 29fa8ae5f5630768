"""Dates are compared with --today, else SOURCE_DATE_EPOCH, else today."""

from pathlib import Path

import pytest

from tests.cli.running import vsm

TEXT = """
vsm: 1
teams: {desk: {name: Desk}}
streams:
  s:
    owner: desk
    trigger: a
    value: b
    mapped: {on: 2026-01-31}
    ideas: {name: Form, owner: desk, due: 2026-06-30}
"""
DUE, OLD = "VSM903", "VSM901"


def codes(folder: Path, *arguments: str, **environment: str) -> set[str]:
    (folder / "a.yaml").write_text(TEXT)
    select = ("--select", "VSM901", "--select", "VSM903", "--format", "concise")
    done = vsm("check", *select, *arguments, folder=folder, environment=environment)
    return {word for word in done.stdout.split() if word in (DUE, OLD)}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-06-30", set()),
        ("2026-07-01", {DUE}),
        ("2027-01-31", {DUE}),
        ("2027-02-01", {DUE, OLD}),
    ],
)
def test_the_day_that_was_asked_for(tmp_path: Path, day: str, found: set[str]) -> None:
    assert codes(tmp_path, "--today", day, SOURCE_DATE_EPOCH="4102444800") == found


def test_builds_that_can_be_repeated(tmp_path: Path) -> None:
    assert codes(tmp_path, SOURCE_DATE_EPOCH="1767225600") == set()  # 2026-01-01
    assert codes(tmp_path, SOURCE_DATE_EPOCH="1798761600") == {DUE}  # 2027-01-01
    assert codes(tmp_path, SOURCE_DATE_EPOCH="yesterday") >= {DUE}


def test_what_is_no_day_is_refused(tmp_path: Path) -> None:
    done = vsm("check", "--today", "tomorrow", folder=tmp_path)
    assert done.returncode == 2
    assert "write year, month and day" in done.stderr
