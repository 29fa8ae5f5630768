"""Settings of rules about time: what is too much is for each organisation to say."""

from typing import Any

import pytest

from vsm_cli.loading import load_texts
from vsm_cli.rules import ALL_RULES

RULES = {rule.name: rule for rule in ALL_RULES}
TEXT = """
vsm: 1
calendar: {day: 8h, week: 5d}
teams: {desk: {size: 1}}
streams:
  access:
    layer: core
    demand: 1664/year
    stated: {lead: 8.5h}
    steps:
      a: {owner: desk, process: 1h, wait: 2h}
      b: {process: 0, wait: 3h, complete-accurate: 95%}
      c: {process: 1h, wait: 1h, next: {b: 4%, end: }}
"""


@pytest.mark.parametrize(
    ("name", "strict", "loose"),
    [
        ("bottleneck", {"share": 0.3}, {"share": 0.4}),
        ("overloaded-team", {"load": 0.75}, {"load": 0.85}),
        ("stated-total-differs", {"tolerance": 0.01}, {"tolerance": 0.1}),
        ("quality-contradicts-rework", {"tolerance": -0.02}, {"tolerance": 0.0}),
    ],
)
def test_settings(name: str, strict: dict[str, Any], loose: dict[str, Any]) -> None:
    workspace = load_texts({"a.yaml": TEXT}).workspace
    assert len(list(RULES[name].run(workspace, strict))) == 1
    assert list(RULES[name].run(workspace, loose)) == []


def test_a_team_below_its_limit_still_keeps_work_waiting() -> None:
    workspace = load_texts({"a.yaml": TEXT}).workspace
    (found,) = RULES["overloaded-team"].run(workspace, {"load": 0.75})
    assert found.help
    # M/M/1 at 80 %: four times the work of one item.
    assert "Erlang C" in found.help
    assert found.fields["wait"] == "4h"
