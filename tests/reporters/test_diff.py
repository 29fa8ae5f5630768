"""What `vsm diff` says, in words and as data."""

import json

import pytest

from tests.analysis.comparison.states import of_steps, workspace
from tests.reporters.problems import problem
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.lint.problem_difference import ProblemDifference
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.diff.contents import contents
from vsm_cli.reporters.diff.json import as_json

NO_PROBLEMS = ProblemDifference()


def text(before: Workspace, after: Workspace) -> str:
    return terminal(contents(compare(before, after), NO_PROBLEMS, "old", "new"), width=200)


def described(before: str, after: str) -> str:
    """The row of the only change, without its columns."""
    lines = text(of_steps(before), of_steps(after)).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Kind"))
    row = " ".join(lines[start + 2].split())
    assert not lines[start + 3]
    return row


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("a: {wait: 2d}", "a: {wait: 0}", "action s a: wait 2d → 0 −2d"),
        ("a: {name: Look, wait: 1h}", "a: {name: Look, wait: 2h}",
         "action s Look: wait 1h → 2h +1h"),
        ("a: {complete-accurate: 80%, people: 1}", "a: {complete-accurate: 95%, people: 2}",
         "action s a: complete-accurate 80% → 95%; people 1 → 2"),
        ("a: {owner: one}", "a: {owner: two, automated: true}",
         "mechanism s a: owner one → two; automated no → yes"),
        ("a: , b: {name: Look}", "a: ", "mechanism s removed Look"),
        ("a: , b: ", "x: {was: [a, b]}", "mechanism s merged a and b into x"),
        ("a: ", "a: , b: {was: a}", "mechanism s split a into a and b"),
        ("a: {next: {b: 90%, end: }}, b: ", "a: {next: {b: {share: 70%, wait: 1h}, end: }}, b: ",
         "action s a: next b 90%, end 10% → b 70% after 1h, end 30%"),
        ("a: , b: , c: ", "a: {next: [b, c]}, b: {next: end}, c: ",
         "mechanism s made parallel: a: next b → b and c side by side; b: next c → end"),
        ("a: {entry: 50%}, b: {entry: 50%}", "a: {entry: 40%}, b: {entry: 60%}",
         "action s entry a 50%, b 50% → a 40%, b 60%"),
        ("a: ", "a: {accepts: {record: it works}}", "mechanism s a: accepts – → record (it works)"),
    ],
)  # fmt: skip
def test_a_change_in_words(before: str, after: str, row: str) -> None:
    assert described(before, after) == row


def test_a_manual_path_made_automatic() -> None:
    before = "paths: [{from: tool, to: other, mode: manual, process: 3m}]\n"
    after = "paths: [{from: tool, to: other}]\n"
    found = text(workspace(before), workspace(after))
    assert "mechanism" in found
    assert "path tool->other: mode manual → automatic" in found
    assert "path tool->other: process 3m → –" in found


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("a: {process: 1h, wait: 0}", "a: {process: 10m, wait: 0}",
         "50m shorter; 0% follows from the mechanism, 0% is claimed, 100% is speed. The gain rests "
         "on durations alone"),
        ("a: {process: 1h, wait: 0, next: {a: 50%, end: }}", "a: {process: 1h, wait: 0}",
         "1h shorter; 100% follows from the mechanism, 0% is claimed, 0% is speed."),
        ("a: {process: 1h, wait: 0, next: {a: 50%, end: }}",
         "a: {process: 1h, wait: 0, next: {a: 20%, end: }}",
         "0% is claimed, 100% is speed. The gain rests on figures alone"),
        ("a: {process: 1h, wait: 0, owner: one}", "a: {process: 10m, wait: 0, owner: two}",
         "100% is claimed, 0% is speed. None of it follows"),
        ("a: {process: 1h, wait: 0}, b: {process: 20m, wait: 0}", "a: {process: 40m, wait: 0}",
         "40m shorter; 50% follows from the mechanism, 0% is claimed, 50% is speed."),
        ("a: {process: 1h, wait: 0}, b: {process: 20m, wait: 0}", "a: {process: 70m, wait: 0}",
         "0% is claimed, 0% is speed. Follows −20m, claimed 0, speed +10m."),
        ("a: {process: 1h, wait: 0, owner: one}", "a: {process: 1h, wait: 0}",
         "a: nobody answers any more (was one)"),
        ("a: {process: 1h, wait: 0}", "a: {process: 90m, wait: 0}", "30m longer."),
        ("a: {process: 1h, wait: 0}", "a: ", "cannot be told"),
        ("a: {process: 1h, wait: 0}", "a: {process: 1h, wait: 0, owner: one}", "unchanged"),
    ],
)  # fmt: skip
def test_verdict_in_words(before: str, after: str, says: str) -> None:
    assert says in text(of_steps(before), of_steps(after))


def test_figures_side_by_side() -> None:
    steps = "a: {{process: 1h, wait: {wait}, complete-accurate: {share}}}, b: {{process: 1h}}"
    before = of_steps(steps.format(wait="3h", share="80%"))
    after = of_steps(steps.format(wait="1h", share="90%"))
    rows = [" ".join(line.split()) for line in text(before, after).splitlines()]
    assert "Lead time ≥5h ≥3h −2h" in rows
    assert "Rolled %C&A ≤80% ≤90% +10 points" in rows
    assert "Hand-offs 0 0 0" in rows
    assert "Some steps have no time: lead times count the others only." in rows


def test_parts_in_data_name_changes_and_add_up() -> None:
    before = of_steps("a: {process: 1h, wait: 3h}, b: {process: 1h, wait: 0}")
    after = of_steps("a: {process: 1h, wait: 1h}")
    found = json.loads(as_json(compare(before, after), NO_PROBLEMS))
    stream = found["streams"]["s"]
    parts = {found["changes"][at]["what"]: part["seconds"]
             for part in stream["parts"] for at in part["changes"]}  # fmt: skip
    assert parts == {"removed": -3600, "changed": -7200}
    assert stream["lead_time_s"]["before"] == 5 * 3600
    assert stream["lead_time_s"]["after"] == 2 * 3600
    kinds = ("follows_s", "claimed_s", "speed_s", "definition_s")
    assert [stream[kind] for kind in kinds] == [-3600, 0, -7200, 0]
    assert stream["shares"]["follows"] == pytest.approx(1 / 3)
    assert [(each["element"], each["kind"]) for each in stream["changes"]] == [
        ("streams.s.steps.b", "mechanism"),
        ("streams.s.steps.a", "action"),
    ]
    assert (stream["losses"], found["renamed"]) == ([], [])
    assert found["problems"] == {"gained": [], "solved": []}


def test_losses_and_renamed_elements_in_data() -> None:
    before = of_steps("a: {name: A, owner: one}, b: {name: B}")
    after = of_steps("a: {name: A}, c: {name: B}")
    found = json.loads(as_json(compare(before, after), NO_PROBLEMS))
    lost = {"lost": "owner", "element": "streams.s.steps.a", "what": "one"}
    assert found["losses"] == found["streams"]["s"]["losses"] == [lost]
    assert found["renamed"] == [
        {"section": "steps", "before": "b", "after": "c", "by": "name", "stream": "s"}
    ]


def test_problems_that_came_and_went() -> None:
    problems = ProblemDifference(
        gained=(problem("nobody answers", element="streams.s.steps.a"),),
        solved=(problem("no trigger", element="streams.s"),),
    )
    same = of_steps("a: ")
    shown = terminal(contents(compare(same, same), problems, "old", "new"), width=200)
    assert "Problems                 1 brought, 1 solved" in shown
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert "brought VSM102 streams.s.steps.a nobody answers" in rows
    assert "solved VSM102 streams.s no trigger" in rows
    found = json.loads(as_json(compare(same, same), problems))
    assert [each["message"] for each in found["problems"]["gained"]] == ["nobody answers"]
    assert [each["element"] for each in found["problems"]["solved"]] == ["streams.s"]


def test_names_stay_harmless() -> None:
    name = "\x1b[31m<b>|**[x](y)"
    stream = 'streams: {{s: {{name: "{}", steps: {{a: {{wait: {}}}}}}}}}\n'
    written = name.replace("\x1b", "\\x1b")
    before, after = (workspace(stream.format(written, wait)) for wait in ("1h", "2h"))
    blocks = list(contents(compare(before, after), NO_PROBLEMS, name, name))
    assert "\x1b" not in terminal(blocks, width=100)
    shown = markdown(blocks)
    assert "\x1b" not in shown
    assert "<b>" not in shown
    assert "**[" not in shown
