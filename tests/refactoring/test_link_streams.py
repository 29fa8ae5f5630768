"""A link says what the other stream is told and who sees to it, in the style that stands there."""

import pytest

from tests.refactoring.changed import changed, refused, why_not

NAME, STEP, LINK = "link-streams", "streams.s.steps.a", "streams.s.steps.a.starts.t"


def _text(step: str, entry: str = "inputs: d") -> str:
    return f"""\
vsm: 1
teams: {{ops: {{name: Operations}}, dev: {{}}}}
data: {{d: {{name: Record}}, e: {{}}}}
streams:
  s:
    owner: dev
    trigger: A fault
    value: It works
    steps:
{step}
  t:
    owner: dev
    value: It works
    trigger: T
    steps:
      go: {{owner: dev, practices: Incident management, {entry}}}
"""


_IN = "owner: ops, practices: Incident management, outputs: [e, d]"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"      a: {{{_IN}, starts: t}}",
         f"      a: {{{_IN}, starts: {{stream: t, data: d, owner: ops}}}}"),
        (f"      a: {{{_IN}, starts: [t]}}",
         f"      a: {{{_IN}, starts: [{{stream: t, data: d, owner: ops}}]}}"),
        (f"      a: {{{_IN}, starts: {{stream: t}}}}",
         f"      a: {{{_IN}, starts: {{stream: t, data: d, owner: ops}}}}"),
        (f"      a: {{{_IN}, starts: {{stream: t, data: e}}}}",
         f"      a: {{{_IN}, starts: {{stream: t, data: e, owner: ops}}}}"),
        ("      a:\n        owner: ops\n        outputs: d\n        starts:\n"
         "          stream: t  # on",
         "      a:\n        owner: ops\n        outputs: d\n        starts:\n"
         "          stream: t  # on\n"
         "          data: d\n          owner: ops"),
        ("      a:\n        owner: ops\n        outputs: d\n        starts:\n"
         "          - t  # on",
         "      a:\n        owner: ops\n        outputs: d\n        starts:\n"
         ""
         "          - {stream: t, data: d, owner: ops}  # on"),
        ("      a:\n        outputs: d\n        starts:\n        - stream: t\n          owner: dev",
         "      a:\n        outputs: d\n        starts:\n"
         "        - stream: t\n          owner: dev\n"
         "          data: d"),
    ],
)  # fmt: skip
def test_a_link_gets_what_it_lacks(before: str, after: str) -> None:
    made = changed(_text(before), NAME, LINK)
    assert made.text == _text(after)
    assert set(made.solved) <= {"VSM105", "VSM604"}
    assert made.solved
    assert not made.gained
    (link,) = made.after.workspace.streams["s"].steps["a"].starts
    assert link.owner in ("ops", "dev")
    assert link.data in (("d",), ("e",))
    assert why_not(made.text, NAME, LINK).startswith(f"at {LINK}, no link is missing")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"      a: {{{_IN}}}",
         f"      a: {{{_IN}, starts: {{stream: t, data: d, owner: ops}}}}"),
        (f"      a: {{{_IN}, next: end}}",
         f"      a: {{{_IN}, starts: {{stream: t, data: d, owner: ops}}, next: end}}"),
        ("      a:\n        owner: ops\n        outputs:  # both\n          - d\n          - e\n"
         "        next: end",
         "      a:\n        owner: ops\n        outputs:  # both\n          - d\n          - e\n"
         "        starts: {stream: t, data: d, owner: ops}\n        next: end"),
    ],
)  # fmt: skip
def test_a_link_that_is_missing_is_put_in(before: str, after: str) -> None:
    made = changed(_text(before), NAME, STEP, "t")
    assert made.text == _text(after)
    (link,) = made.after.workspace.streams["s"].steps["a"].starts
    assert (link.stream, link.data, link.owner) == ("t", ("d",), "ops")


def test_it_says_where_work_comes_in_if_there_are_several_places() -> None:
    text = _text(f"      a: {{{_IN}}}", "inputs: d, entry: true") + (
        "      again: {owner: dev, practices: Incident management, entry: true}\n"
    )
    assert "starts: {stream: t, at: go, data: d, owner: ops}" in changed(text, NAME, STEP).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t 50%", "{stream: t, share: 50%, data: d, owner: ops}"),
        ('["t 50%"]', "[{stream: t, share: 50%, data: d, owner: ops}]"),
    ],
)
def test_a_share_stays(before: str, after: str) -> None:
    made = changed(_text(f"      a: {{{_IN}, starts: {before}}}"), NAME, LINK)
    assert made.text == _text(f"      a: {{{_IN}, starts: {after}}}")
    (link,) = made.after.workspace.streams["s"].steps["a"].starts
    assert link.share == 0.5


@pytest.mark.parametrize(
    ("starts", "choice", "then"),
    [
        ("[{stream: t, at: go}, {stream: t, at: on}]", "t.on",
         "[{stream: t, at: go}, {stream: t, at: on, data: e, owner: ops}]"),
        ("[{stream: t, data: d}, {stream: t, data: e}]", "t.2",
         "[{stream: t, data: d}, {stream: t, data: e, owner: ops}]"),
    ],
)  # fmt: skip
def test_links_to_one_stream_are_told_apart(starts: str, choice: str, then: str) -> None:
    more = "\n      on: {owner: dev}\n"
    made = changed(_text(f"      a: {{{_IN}, starts: {starts}}}") + more, NAME, STEP, choice)
    assert made.text == _text(f"      a: {{{_IN}, starts: {then}}}") + more


def test_keys_are_those_of_the_file() -> None:
    text = """\
vsm: 1
团队: {运维组: {}}
数据: {单子: {}}
价值流:
  s:
    责任人: 运维组
    步骤:
      a:
        责任人: 运维组
        输出: 单子
        启动:
          - t
  t: {责任人: 运维组, 步骤: {go: {责任人: 运维组, 输入: 单子}}}
"""
    made = changed(text, NAME, LINK)
    assert made.text == text.replace("- t\n", "- {价值流: t, 数据: 单子, 责任人: 运维组}\n")


def test_a_use_that_waits_is_a_link_too() -> None:
    text = _text(f"      a: {{{_IN}, uses: {{stream: t, wait: true}}}}")
    made = changed(text, NAME, "streams.s.steps.a.uses.t")
    assert "uses: {stream: t, wait: true, data: d, owner: ops}" in made.text


def test_a_step_that_is_taken_from_a_pattern_stays() -> None:
    text = _text(f"      a: {{{_IN}}}").replace("  s:\n", "  s2: {like: s, owner: ops}\n  s:\n")
    reason = refused(text, NAME, "streams.s2.steps.a", "t")
    assert reason == "a is taken from streams.s, and would change for all that are like it"
