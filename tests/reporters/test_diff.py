"""What `vsm diff` says, in words and as data."""

import json

import pytest

from tests.analysis.comparison.states import of_steps, workspace
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.diff.contents import contents
from vsm_cli.reporters.diff.json import as_json


def text(before: Workspace, after: Workspace) -> str:
    return terminal(contents(compare(before, after), "old", "new"), width=200)


def described(before: str, after: str) -> str:
    """The row of the only change, without its columns."""
    lines = text(of_steps(before), of_steps(after)).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Nature"))
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
    assert "path tool->other: mode manual → automatic; process 3m → –" in found


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("a: {process: 1h, wait: 0}", "a: {process: 10m, wait: 0}",
         "50m shorter, none of it by mechanism. The gain rests on durations alone"),
        ("a: {process: 1h, wait: 0, next: {a: 50%, end: }}", "a: {process: 1h, wait: 0}",
         "1h shorter, all of it by mechanism."),
        ("a: {process: 1h, wait: 0, next: {a: 50%, end: }}",
         "a: {process: 1h, wait: 0, next: {a: 20%, end: }}",
         "45m shorter, none of it by mechanism. The gain rests on figures alone"),
        ("a: {process: 1h, wait: 0}, b: {process: 20m, wait: 0}", "a: {process: 40m, wait: 0}",
         "40m shorter, 50% of it by mechanism and 50% by speed."),
        ("a: {process: 1h, wait: 0}, b: {process: 20m, wait: 0}", "a: {process: 70m, wait: 0}",
         "10m shorter, all of it by mechanism. Mechanism −20m, speed +10m."),
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
    found = json.loads(as_json(compare(before, after)))
    lead = found["streams"]["s"]["lead_time"]
    kinds = {found["changes"][at]["kind"]: part["seconds"]
             for part in lead["parts"] for at in part["changes"]}  # fmt: skip
    assert kinds == {"removed": -3600, "changed": -7200}
    assert lead["change_s"] == lead["mechanism_s"] + lead["action_s"] == -10800
    assert lead["mechanism_share"] == pytest.approx(1 / 3)


def test_names_stay_harmless() -> None:
    name = "\x1b[31m<b>|**[x](y)"
    stream = 'streams: {{s: {{name: "{}", steps: {{a: {{wait: {}}}}}}}}}\n'
    written = name.replace("\x1b", "\\x1b")
    before, after = (workspace(stream.format(written, wait)) for wait in ("1h", "2h"))
    blocks = list(contents(compare(before, after), name, name))
    assert "\x1b" not in terminal(blocks, width=100)
    shown = markdown(blocks)
    assert "\x1b" not in shown
    assert "<b>" not in shown
    assert "**[" not in shown
