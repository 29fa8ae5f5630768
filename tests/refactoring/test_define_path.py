"""A missing path is defined where the others stand, as they are written."""

import pytest

from tests.refactoring.changed import changed, checked, refused, why_not
from vsm_cli.api.refactoring import offers_of

NAME, PATH = "define-path", "paths.x->y"
_FLOW = """
streams:
  s:
    owner: ops
    trigger: A fault
    value: It works
    steps:
      a: {owner: ops, practices: IAM, systems: x, outputs: [d, e]}
      b: {owner: dev, practices: IAM, systems: y, inputs: [d, e]}
"""
_HEAD = """\
vsm: 1
practices: {iam: {aliases: [IAM]}}
teams: {ops: {}, dev: {}}
systems: {x: {owner: dev}, y: {}, z: {}}
data: {d: {}, e: {}}
"""
_NEW = "{from: x, to: y, data: [d, e], owner: dev}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"paths:\n  - {_NEW}\n"),
        ("paths:\n", f"paths: [{_NEW}]\n"),
        ("paths: []\n", f"paths: [{_NEW}]\n"),
        ("paths:\n- {from: z, to: y}   # by hand\n",
         f"paths:\n- {{from: z, to: y}}   # by hand\n- {_NEW}\n"),
        ("paths:\n  - from: z\n    to: y\n  # the end\n",
         "paths:\n  - from: z\n    to: y\n  - from: x\n    to: y\n    data: [d, e]\n"
         "    owner: dev\n  # the end\n"),
        ("paths: [{from: z, to: y}]\n", f"paths: [{{from: z, to: y}}, {_NEW}]\n"),
        ("paths: {from: z, to: y}\n", f"paths: [{{from: z, to: y}}, {_NEW}]\n"),
        ("paths:\n  - from: z\n    to: y\n    description: |\n      Long\n\n      text\n",
         "paths:\n  - from: z\n    to: y\n    description: |\n      Long\n\n      text\n"
         "  - from: x\n    to: y\n    data: [d, e]\n    owner: dev\n"),
    ],
)  # fmt: skip
def test_it_stands_among_the_others(before: str, after: str) -> None:
    made = changed(_HEAD + before + _FLOW, NAME, PATH)
    assert made.text == _HEAD + after + _FLOW
    assert (made.solved, made.gained) == (["VSM201"], [])
    path = made.after.workspace.paths[-1]
    assert (path.source, path.target, path.data, path.owner) == ("x", "y", ("d", "e"), "dev")


def test_keys_are_those_of_the_file() -> None:
    text = """\
vsm: 1
团队: {运维组: {}}
系统:
  甲: {责任人: 运维组}
  乙: {责任人: 运维组}
路径:
  - {从: 乙, 到: 甲, 负责人: 运维组}
数据: {单子: {}}
价值流:
  s:
    责任人: 运维组
    触发: T
    价值: V
    步骤:
      a: {责任人: 运维组, 实践: 事件管理, 系统: 甲, 输出: 单子}
      b: {责任人: 运维组, 实践: 事件管理, 系统: 乙, 输入: 单子}
"""
    made = changed(text, NAME, "paths.甲->乙")
    new = "  - {从: 甲, 到: 乙, 数据: 单子, 责任人: 运维组}\n"
    assert made.text == text.replace("数据: {单子", f"{new}数据: {{单子")
    assert made.solved == ["VSM201"]


def test_it_is_offered_at_both_ends_and_goes_to_the_document_of_the_system() -> None:
    texts = {"one.yaml": "vsm: 1" + _FLOW, "org.yaml": _HEAD}
    for end in ("a", "b"):
        made = changed(texts, NAME, f"streams.s.steps.{end}", "x->y")
        assert made.texts == {**texts, "org.yaml": _HEAD + f"paths:\n  - {_NEW}\n"}
    (offer,) = offers_of(checked(texts), NAME, PATH)
    assert offer.title == "Define the path from x to y for d and e"


def test_who_answers_is_never_made_up() -> None:
    text = (_HEAD + _FLOW).replace("x: {owner: dev}", "x: {}").replace("{owner: dev, ", "{")
    made = changed(text.replace("{owner: ops, prac", "{prac"), NAME, PATH)
    assert "  - {from: x, to: y, data: [d, e]}\n" in made.text
    assert made.gained == ["VSM104"]


def test_where_one_is_defined_nothing_is_to_be_done() -> None:
    text = _HEAD + f"paths: [{_NEW}]" + _FLOW
    assert why_not(text, NAME, PATH) == f"no path is missing at {PATH}"
    assert why_not(text, NAME, "streams.s.steps.a") == "no path is missing at streams.s.steps.a"


def test_one_path_over_several_lines_is_no_list_yet() -> None:
    text = _HEAD + "paths:\n  from: z\n  to: y\n" + _FLOW
    assert refused(text, NAME, PATH) == (
        "paths is one entry over several lines: write it as a list first"
    )
