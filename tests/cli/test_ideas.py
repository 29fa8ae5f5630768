"""`vsm ideas` as a person calls it."""

# ruff: noqa: E501 -- a line of output is one line

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import vsm

TEXT = """
vsm: 1
calendar: {day: 8h, week: 5d}
teams: {desk: {name: Service desk}}
streams:
  s:
    name: Repair
    demand: 100/month
    ideas: [{name: One form, owner: desk, due: 2026-03-31, cost: 3d, set: {steps.a.wait: 2h}}]
    steps:
      a: {name: Look, process: 1h, wait: 1d, ideas: [{name: Robot, status: trying, cost: 9d, set: {automated: true}}, Talk]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(TEXT)
    return tmp_path


def test_the_register(folder: Path) -> None:
    done = vsm("ideas", "-f", "markdown", "--today", "2026-03-31", folder=folder)
    assert done.returncode == 0
    # 1,200 items a year wait 6 of 8 working hours less: 25.2 hours by the clock on the wall.
    assert (
        "| One form | Repair | Service desk | Open, due 2026-03-31 | 3d | \\-6h | \\-1,260d | 0h |"
        in done.stdout
    )
    assert "| Robot | Look (Repair) | – | Trying | 9d | 0 | 0 | \\-1,200h |" in done.stdout
    assert "| Talk | Look (Repair) | – | Open | – | – | – | – |" in done.stdout
    said = vsm("ideas", folder=folder).stdout
    assert "All open ideas together  wait a year -1,260d, work a year -1,200h" in said
    assert "Best to take up first    One form and Robot" in said


def test_the_best_set_within_a_number_and_a_cost(folder: Path) -> None:
    done = vsm("ideas", "--most", "1", folder=folder)
    assert re.search("Best to take up first +One form\n", done.stdout)
    assert "all of it is speed alone" in done.stdout.replace("\n", " ")
    assert "none that may be taken" in vsm("ideas", "--cost", "2d", folder=folder).stdout
    found = json.loads(vsm("ideas", "--cost", "11d", "-f", "json", folder=folder).stdout)
    assert found["best"]["ideas"] == ["One form"]
    assert found["best"]["speed_only"]
    assert found["version"] == 1
    assert [each["element"] for each in found["ideas"]] == [
        "streams.s",
        "streams.s.steps.a",
        "streams.s.steps.a",
    ]
    assert found["ideas"][0] | {"effect": 0} == {
        "element": "streams.s", "name": "One form", "owner": "desk", "status": "open",
        "due": "2026-03-31", "cost_s": 86400, "mechanism": False, "effect": 0, "problem": None,
    }  # fmt: skip
    assert found["ideas"][2]["effect"] is None
    assert found["together"]["effort_s_per_year"] == -1200 * 3600


def test_into_a_file_and_in_markdown(folder: Path) -> None:
    done = vsm("ideas", "-o", "register.md", folder=folder)
    assert (done.returncode, done.stdout) == (0, "")
    text = (folder / "register.md").read_text()
    assert "| One form | Repair | Service desk | " in text
    again = vsm("ideas", "-o", "register.md", folder=folder)
    assert again.returncode == 0, "vsm knows its own file"
    assert vsm("ideas", "-o", "register.pdf", folder=folder).returncode == 2


def test_what_is_overdue_is_marked(folder: Path) -> None:
    late = vsm("ideas", "-f", "markdown", "--today", "2026-04-01", folder=folder).stdout
    assert "**Open, due 2026-03-31**" in late
    assert (
        "| Open, due 2026-03-31 |"
        in vsm("ideas", "-f", "markdown", "--today", "2026-03-31", folder=folder).stdout
    )


def test_what_cannot_be_meant_ends_with_2(folder: Path) -> None:
    assert "write a working time" in vsm("ideas", "--cost", "soon", folder=folder).stderr
    assert vsm("ideas", "--cost", "soon", folder=folder).returncode == 2
    assert vsm("ideas", "--most", "-1", folder=folder).returncode == 2


def test_where_nobody_wrote_any(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("vsm: 1\nstreams: {s: }\n")
    assert "No ideas are written down." in vsm("ideas", folder=tmp_path).stdout
    found = json.loads(vsm("ideas", "-f", "json", folder=tmp_path).stdout)
    assert (found["ideas"], found["together"], found["best"]["ideas"]) == ([], None, [])


def test_a_status_that_cannot_be_read_is_none(folder: Path) -> None:
    file = folder / "a.yaml"
    file.write_text(TEXT.replace("status: trying", "status: maybe"))
    said = vsm("ideas", "-f", "markdown", folder=folder).stdout
    assert "| Robot | Look (Repair) | – | – | 9d |" in said
    found = json.loads(vsm("ideas", "-f", "json", folder=folder).stdout)
    assert {each["name"]: each["status"] for each in found["ideas"]}["Robot"] is None
