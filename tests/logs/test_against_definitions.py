"""Logs against definitions: what was simulated from one is what it says, and what differs is found
where it stands."""

from collections import Counter
from pathlib import Path

import pytest

from tests.logs.logs import log, measured, with_measured, workspace_of
from vsm_cli.analysis.simulation.event_log import event_log
from vsm_cli.diagnostics import Finding
from vsm_cli.logs.measuring import measure
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.simulate.events_csv import events_csv
from vsm_cli.rules import ALL_RULES

RULES = [rule for rule in ALL_RULES if rule.code.startswith("VSM91")]
END = ({"activity": ("end",)},)
STREAM = """
vsm: 1
teams: {{desk: {{}}, apps: {{}}, network: {{}}, quality: {{}}}}
streams:
  repair:
    owner: desk
    demand: 500/month
    target: {{lead: 1w}}
    {extra}
    steps:
      accept:
        owner: desk
        process: {{min: 5m, max: 15m}}
        wait: {accept}
      diagnose:
        owner: {diagnoser}
        process: {{p50: 30m, p90: 2h}}
        wait: 1h
        next: {next}
      mend:
        owner: apps
        process: 1h
        wait: {{min: 1h, likely: 3h, max: 8h}}
        next: {after}
      tell: {{owner: desk, process: 5m, wait: 20m, next: verify}}
      verify: {{owner: quality, process: 10m, wait: 2h, next: {last}}}
"""
PLAIN = {
    "accept": "20m",
    "diagnoser": "apps",
    "after": "verify",
    "extra": "",
    "next": "{mend: 70%, accept: 10%, verify: 20%}",
    "last": "{end: 90%, diagnose: 10%}",
}
# What is different in the work, the rule that says so, and the step that it is said of.
PLANTED = {
    "a longer wait": ({"accept": "1h"}, "VSM911", "accept"),
    "a shorter wait": ({"accept": "0"}, "VSM911", "accept"),
    "another share": ({"next": "{mend: 40%, accept: 10%, verify: 50%}"}, "VSM912", "diagnose"),
    "more rework": ({"last": "{end: 65%, diagnose: 35%}"}, "VSM912", "verify"),
    "a way back": ({"after": "{verify: 80%, accept: 20%}"}, "VSM913", "mend"),
    "a way round": ({"after": "{verify: 70%, end: 30%}"}, "VSM913", "mend"),
    "another owner": ({"diagnoser": "network"}, "VSM914", "diagnose"),
    "never done": ({"next": "{accept: 10%, verify: 90%}"}, "VSM915", "mend"),
    "to and fro": ({"last": "{end: 70%, tell: 30%}"}, "VSM916", "verify"),
    "too late": ({"accept": "60d"}, "VSM917", None),
}


def text(**other: str) -> str:
    return STREAM.format(**{**PLAIN, **other})


SEEN = ("accept", "diagnose", "mend", "verify")


def found_in(
    tmp_path: Path,
    declared: Workspace,
    worked: Workspace,
    seed: int,
    seen: tuple[str, ...] = SEEN,
) -> list[Finding]:
    file = tmp_path / "log.csv"
    file.write_text(events_csv(event_log(worked, worked.streams["repair"], 600, seed)))
    steps = {step: ({"activity": (step,)},) for step in seen}
    of = log(stream="repair", done=END, steps=steps)
    workspace = with_measured(declared, of, measure(declared, of, [file]))
    return [found for rule in RULES for found in rule.run(workspace, {})]


@pytest.mark.parametrize("calendar", ["", "calendar: {day: 8h, week: 5d}"])
def test_nothing_is_found_in_what_was_simulated(tmp_path: Path, calendar: str) -> None:
    """Twenty seeds, of a stream that goes back, round and has spreads of three kinds."""
    workspace = workspace_of(text(extra=calendar))
    for seed in range(10):
        assert found_in(tmp_path, workspace, workspace, seed) == []


def test_nothing_is_found_where_work_goes_side_by_side(tmp_path: Path) -> None:
    beside = text(next="[mend, tell]")
    workspace = workspace_of(beside)
    for seed in range(5):
        assert found_in(tmp_path, workspace, workspace, seed, (*SEEN, "tell")) == []


def test_planted_differences_are_found_where_they_stand(tmp_path: Path) -> None:
    """Six seeds of ten differences: at least 57 of 60 are found at their step."""
    declared = workspace_of(text())
    missed: Counter[str] = Counter()
    for name, (other, code, step) in PLANTED.items():
        worked = workspace_of(text(**other))
        for seed in range(6):
            found = found_in(tmp_path, declared, worked, seed)
            at = "streams.repair" + (f".steps.{step}" if step else "")
            missed[name] += not any((each.code, each.element) == (code, at) for each in found)
    assert missed.total() <= 3, missed


def test_the_smallest_log_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case,time,activity,owner\na,2026-01-01,accept,desk\n")
    workspace = workspace_of(text())
    of = log(stream="repair")
    found = with_measured(workspace, of, measured(file, text(), stream="repair"))
    assert [each for rule in RULES for each in rule.run(found, {})] == []
