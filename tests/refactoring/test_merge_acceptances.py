"""What is accepted twice is accepted once; the criteria stay."""

import pytest

from tests.refactoring.changed import changed, refused, why_not

NAME, STEP = "merge-acceptances", "streams.s.steps.b"


def _text(first: str, second: str) -> str:
    return f"""\
vsm: 1
teams: {{ops: {{}}, dev: {{}}}}
data: {{d: {{name: Release}}, e: {{}}}}
streams:
  s:
    owner: dev
    trigger: A fault
    value: It works
    steps:
      a: {{owner: ops, practices: Incident management, inputs: d, {first}}}
      b:
        owner: dev
        practices: Incident management
        inputs: d
{second}        process: 1h
"""


@pytest.mark.parametrize(
    ("first", "second", "then", "left"),
    [
        ("accepts: d", "        accepts: d\n", "accepts: d", ""),
        ("accepts: d", "        accepts: {d: works}\n", "accepts: {d: works}", ""),
        ("accepts: {d: }", "        accepts: {d: it works}\n", "accepts: {d: it works}", ""),
        ("accepts: [d, e]", "        accepts: {d: works}\n", "accepts: {d: works, e: }", ""),
        ("accepts: {d: works}", "        accepts:\n          d: Works\n", "accepts: {d: works}",
         ""),
        ("accepts: d", "        accepts: [e, d]\n", "accepts: d", "        accepts: [e]\n"),
        ("accepts: d", "        accepts: [d, e]\n", "accepts: d", "        accepts: [e]\n"),
        ("accepts: d", "        accepts: {d: , e: x}\n", "accepts: d", "        accepts: {e: x}\n"),
        ("accepts: d", "        accepts:\n          - e  # too\n          - d\n", "accepts: d",
         "        accepts:\n          - e  # too\n"),
        ("accepts: d", "        accepts:\n          d:\n            criteria: ok\n          e:\n",
         "accepts: {d: ok}", "        accepts:\n          e:\n"),
        ("accepts: {d: {}}", "        accepts: {d: ok}\n", "accepts: {d: {criteria: ok}}", ""),
    ],
)  # fmt: skip
def test_the_later_one_goes(first: str, second: str, then: str, left: str) -> None:
    made = changed(_text(first, second), NAME, STEP, "s.a")
    assert made.text == _text(then, left)
    assert (made.solved, made.gained) == (["VSM401"], [])
    assert not made.consequences.effect.streams
    assert why_not(made.text, NAME, STEP) == "b accepts nothing that was accepted before"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("accepts: d", "        accepts: d  # by law\n",
         "a comment stands beside accepts and would be lost: # by law"),
        ("accepts: d", "        # asked again\n        accepts: d\n",
         "a comment stands beside accepts and would be lost: # asked again"),
        ("accepts: d", "        accepts: {d: , # why\n          e: x}\n",
         "a comment stands beside accepts and would be lost: # why"),
        ("accepts: d", "        accepts: {d: &c works, e: x}\n", "d holds an anchor or an alias"),
    ],
)  # fmt: skip
def test_what_somebody_wrote_is_not_lost(first: str, second: str, reason: str) -> None:
    assert refused(_text(first, second), NAME, STEP) == reason


def test_criteria_over_several_lines_stay() -> None:
    text = _text(
        "accepts: d", "        accepts:\n          d: |\n            works\n            well\n"
    )
    assert refused(text, NAME, STEP) == "the criteria of b stand on several lines"


def test_an_acceptance_that_is_demanded_is_none_to_merge() -> None:
    second = "        accepts: {d: {criteria: works, required-by: law}}\n"
    assert why_not(_text("accepts: d", second), NAME, STEP)


def test_what_stands_beside_the_criteria_is_not_lost() -> None:
    second = (
        "        accepts:\n          d:\n            criteria: works\n            x-note: agreed\n"
    )
    reason = "x-note stands beside the criteria and would be lost"
    assert refused(_text("accepts: d", second), NAME, STEP) == reason


@pytest.mark.parametrize(
    ("first", "second", "then", "left"),
    [
        ("[signed form]", "[signed form, e]", "[signed form]", "[e]"),
        ("[e, Signed Form]", "{signed form: works, e: }", "{e: , Signed Form: works}", "{e: }"),
        ("{signed-form: {}}", "{signed form: works, e: }",
         "{signed-form: {criteria: works}}", "{e: }"),
    ],
)  # fmt: skip
def test_data_may_be_named_loosely(first: str, second: str, then: str, left: str) -> None:
    text = """\
vsm: 1
teams: {ops: {}}
data: {signed-form: {}, e: {}}
streams:
  s:
    owner: ops
    steps:
      z: {owner: ops, outputs: [signed form, e]}
      a: {owner: ops, accepts: FIRST}
      o: {owner: ops, outputs: e}
      b: {owner: ops, accepts: SECOND}
"""
    made = changed(
        text.replace("FIRST", first).replace("SECOND", second), NAME, "streams.s.steps.b"
    )
    assert made.text == text.replace("FIRST", then).replace("SECOND", left)


def test_several_data_of_one_step_are_told_apart() -> None:
    text = _text("accepts: [d, e]", "        accepts: [d, e]\n")
    made = changed(text, NAME, STEP, "s.a.e")
    assert made.text == _text("accepts: [d, e]", "        accepts: [d]\n")


def test_keys_are_those_of_the_file() -> None:
    text = """\
vsm: 1
团队: {运维组: {}}
数据: {版本: {}}
价值流:
  s:
    责任人: 运维组
    步骤:
      a: {责任人: 运维组, 输入: 版本, 验收: {版本: {}}}
      b: {责任人: 运维组, 输入: 版本, 验收: {版本: 符合标准。}, 处理时间: 1小时}
"""
    made = changed(text, NAME, STEP)
    assert (
        '      a: {责任人: 运维组, 输入: 版本, 验收: {版本: {准则: "符合标准。"}}}\n' in made.text
    )
    assert "      b: {责任人: 运维组, 输入: 版本, 处理时间: 1小时}\n" in made.text


def test_across_streams_and_files() -> None:
    head = "vsm: 1\nteams: {ops: {}}\ndata: {d: {}}\n"
    step = "owner: ops, inputs: d, accepts: d"
    texts = {
        "one.yaml": head + f"streams: {{s: {{steps: {{a: {{{step}, starts: t}}}}}}}}\n",
        "two.yaml": f"vsm: 1\nstreams: {{t: {{steps: {{b: {{{step}}}}}}}}}\n",
    }
    made = changed(texts, NAME, "streams.t.steps.b", "s.a")
    assert made.texts == {**texts, "two.yaml": texts["two.yaml"].replace(", accepts: d", "")}
