"""Many suppression comments, and many problems under them, take time as their number does."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from vsm_cli.api import Options, analyse_texts
from vsm_cli.api.fixed_workspaces import fix
from vsm_cli.diagnostics import Finding, Level
from vsm_cli.lint.rule import Rule

MANY = 16_000
TEAM = "vsm: 1\nteams: {t: {name: T}}\n"

Made = Callable[[int], str]


def seconds(text: str) -> float:
    began = process_time()
    analyse_texts({"vsm.yaml": text}, Options())
    return process_time() - began


def _every(workspace):  # type: ignore[no-untyped-def]
    for team in workspace.teams.values():
        yield Finding(code="", place=team.place, element=team.address, message="message")


EVERY = Rule(code="VSM901", name="every-team", level=Level.WARNING, summary="", manual="",
             messages={"message": "a team"}, check=_every)  # fmt: skip


@pytest.mark.parametrize(
    "made",
    [
        lambda count: TEAM + "# vsm: ignore[VSM101] x\n" * count,
        lambda count: "vsm: 1\n" + "# vsm: ignore[VSM101] x\n" * count + "teams: {t: {}}\n",
        lambda count: f'{TEAM}x-a: "{"# vsm: ignore[ " * count}"\n',
        lambda count: f"{TEAM}x-a: # vsm: ignore[{'VSM101,' * count}] x\n",
        lambda count: f"{TEAM}x-a: # vsm: ignore[{','.join(map(str, range(count)))}] x\n",
        lambda count: "vsm: 1 # ignore " + "# \t" * count + "\nteams: {t: {name: T}}\n",
    ],
    ids=["at the end", "over an entry", "in a value", "one rule", "no rules", "only signs"],
)
def test_comments(made: Made) -> None:
    seconds(made(10))
    assert seconds(made(MANY)) < 8


def test_what_comments_silence_is_found_in_one_pass() -> None:
    teams = "".join(f"  # vsm: ignore[VSM901] no {n}\n  t{n}: {{}}\n" for n in range(MANY))
    began = process_time()
    report = analyse_texts({"vsm.yaml": f"vsm: 1\nteams:\n{teams}"}, Options(rules=(EVERY,)))
    assert process_time() - began < 12
    found = [each for workspace in report.workspaces for each in workspace.suppressed]
    assert [each.suppression and each.suppression.reason for each in found] == [
        f"no {n}" for n in range(MANY)
    ]
    assert report.diagnostics == []


def test_many_comments_are_taken_out_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEAM + "# vsm: ignore[VSM101] x\n" * MANY)
    began = process_time()
    fixed = fix([path], Options(), unsafe=False)
    assert process_time() - began < 16
    assert (fixed.after[path], fixed.count) == (TEAM.encode(), MANY)
