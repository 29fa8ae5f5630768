"""An owner is put in as the file is written, and nothing else is touched."""

import pytest

from tests.refactoring.changed import changed, checked, refused, why_not
from vsm_cli.api.refactoring import offers_of

NAME, STEP = "assign-owner", "streams.s.steps.b"
_HEAD = """\
vsm: 1
teams: {ops: {name: Operations}, dev: {name: Development}, acme: {external: true}}
roles: {lead: {name: Lead, team: dev}}
streams:
  s:
    owner: lead
    trigger: A fault
    value: It works
    steps:
      a: {name: A, owner: ops, practices: Incident management}
"""
_ZH = """\
vsm: 1
团队: {运维组: {名称: 运维组}, 开发组: {名称: 开发组}}
价值流:
  s:
    负责人: 开发组
    触发: 出了故障
    价值: 恢复正常
    步骤:
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      b:\n        name: B   # the last\n        practices: IAM\n",
         "      b:\n        name: B   # the last\n        owner: ops\n        practices: IAM\n"),
        ("      b:\n        practices: IAM\n",
         "      b:\n        owner: ops\n        practices: IAM\n"),
        ("      b:\n        # why it is done\n        practices: IAM\n",
         "      b:\n        # why it is done\n        practices: IAM\n        owner: ops\n"),
        ("      b:\n        name: |\n          B\n        kind: k",
         "      b:\n        name: |\n          B\n        owner: ops\n        kind: k"),
        ("      b: {name: B, practices: IAM}\n",
         "      b: {name: B, owner: ops, practices: IAM}\n"),
        ("      b: {practices: IAM}\n",
         "      b: {owner: ops, practices: IAM}\n"),
        ("      b: {name: , practices: IAM}\n",
         "      b: {owner: ops, name: , practices: IAM}\n"),
        ("      b:   # nothing yet\n", "      b: {owner: ops}   # nothing yet\n"),
        ("      b: {}\n", "      b: {owner: ops}\n"),
        ("      b: {\n        name: B  # last\n      }\n",
         "      b: {\n        name: B, owner: ops  # last\n      }\n"),
        ("      b:\n        name: B", "      b:\n        name: B\n        owner: ops"),
    ],
)  # fmt: skip
def test_it_stands_where_people_write_it(before: str, after: str) -> None:
    made = changed(_HEAD + before, NAME, STEP, "ops")
    assert made.text == _HEAD + after
    assert made.solved.count("VSM102") == 1
    assert made.after.workspace.streams["s"].steps["b"].owner == "ops"
    assert "VSM102" not in [each.code for each in made.after.diagnostics]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      b:\n        名称: 乙\n", "      b:\n        名称: 乙\n        负责人: 运维组\n"),
        ("      b: {名称: 乙}\n", "      b: {名称: 乙, 负责人: 运维组}\n"),
        ("      b:\n", "      b: {负责人: 运维组}\n"),
        ("      b: {name: 乙}\n", "      b: {name: 乙, owner: 运维组}\n"),
    ],
)
def test_keys_are_those_of_the_file(before: str, after: str) -> None:
    made = changed(_ZH + before, NAME, STEP, "运维组")
    assert made.text == _ZH + after
    assert made.after.workspace.streams["s"].steps["b"].owner == "运维组"


def test_line_ends_stay_as_they_are() -> None:
    made = changed((_HEAD + "      b:\n        name: B\n").replace("\n", "\r\n"), NAME, STEP, "ops")
    assert "        name: B\r\n        owner: ops\r\n" in made.text
    assert made.text.count("\n") == made.text.count("\r\n")


def test_who_stands_beside_comes_first_and_who_is_outside_last() -> None:
    found = offers_of(checked(_HEAD + "      b: {name: B}\n"), NAME, STEP)
    assert [each.choice for each in found] == ["ops", "lead", "dev", "acme"]
    assert found[1].title == "Make Lead the owner of B"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("      b: &x {name: B}\n      c: *x\n", "others take b, too, through `&`"),
        ("      c: &x {name: B, practices: IAM}\n      b: *x\n",
         "b is written elsewhere, and comes here through `*` or `<<`"),
    ],
)  # fmt: skip
def test_what_others_take_stays(text: str, reason: str) -> None:
    assert refused(_HEAD + text, NAME, STEP, "ops") == reason


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      b:\n        owner:   # who?\n", "      b:\n        owner: ops   # who?\n"),
        ("      b: {owner: ~, name: B}\n", "      b: {owner: ops, name: B}\n"),
        ("      b: {owner: , name: B}\n", "      b: {owner: ops, name: B}\n"),
        ("      c: &x {name: B, owner: dev}\n      b:\n        <<: *x\n        owner: null\n",
         "      c: &x {name: B, owner: dev}\n      b:\n        <<: *x\n        owner: ops\n"),
    ],
)  # fmt: skip
def test_a_key_without_value_gets_it(before: str, after: str) -> None:
    assert changed(_HEAD + before, NAME, STEP, "ops").text == _HEAD + after


def test_an_owner_that_is_there_stays() -> None:
    assert why_not(_HEAD, NAME, "streams.s.steps.a") == "ops answers for a already"
    text = _HEAD + "      b: {owner: opps}\n"
    assert why_not(text, NAME, STEP) == "the owner of b is written, and could not be read"
    assert why_not(_HEAD, NAME, STEP) == f"there is no {STEP} here"


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("systems:\n  x: {name: X}\n", "systems.x", "systems:\n  x: {name: X, owner: ops}\n"),
        ("systems: {x: , y: {}}\n", "systems.x", "systems: {x: {owner: ops}, y: {}}\n"),
        ("systems: {x: {}, y: {}}\npaths:\n  - {from: x, to: y}\n", "paths.x->y",
         "systems: {x: {}, y: {}}\npaths:\n  - {from: x, to: y, owner: ops}\n"),
        ("systems: {x: {}, y: {}}\npaths:\n  - from: x\n    to: y\n", "paths.x->y",
         "systems: {x: {}, y: {}}\npaths:\n  - from: x\n    to: y\n    owner: ops\n"),
        ("journeys: {j: {steps: [{stage: agree}]}}\n", "journeys.j",
         "journeys: {j: {owner: ops, steps: [{stage: agree}]}}\n"),
        ("streams: {s: {trigger: T, value: V, steps: {a: {owner: ops}}}}\n", "streams.s",
         "streams: {s: {owner: ops, trigger: T, value: V, steps: {a: {owner: ops}}}}\n"),
    ],
)  # fmt: skip
def test_whatever_has_an_owner_gets_one(text: str, address: str, after: str) -> None:
    head = "vsm: 1\nteams: {ops: {}}\n"
    made = changed(head + text, NAME, address, "ops")
    assert made.text == head + after
    assert not made.gained
    element = address.split(".")[1]
    assert f" {element}" not in [each.message for each in made.after.diagnostics]


def test_a_step_of_a_pattern_gets_it_in_the_pattern() -> None:
    text = _HEAD.replace("streams:\n", (
        "patterns:\n  p:\n    steps:\n      go: {name: Go}\n"
        "streams:\n  one: {like: p, owner: ops, trigger: T, value: V}\n"
    ))  # fmt: skip
    made = changed(text, NAME, "patterns.p.steps.go", "ops")
    assert "      go: {name: Go, owner: ops}\n" in made.text
    assert made.after.workspace.streams["one"].steps["go"].owner == "ops"
    assert made.solved == ["VSM102"]
