"""Two steps that follow each other run side by side, where nothing speaks against it."""

import pytest

from tests.refactoring.changed import changed, refused, why_not

NAME, STEP = "side-by-side", "streams.s.steps.b"


def _text(steps: str) -> str:
    return f"""\
vsm: 1
teams: {{ops: {{}}, dev: {{}}}}
data: {{d: {{}}}}
streams:
  s:
    owner: dev
    trigger: A fault
    value: It works
    steps:
{steps}"""


def _steps(a: str = "", b: str = "", c: str = "", d: str = "") -> str:
    all_ = "owner: ops, practices: Incident management"
    return (
        f"      a: {{{all_}, process: 1h{a}}}\n"
        f"      b: {{{all_}, process: 2h, wait: 1h{b}}}\n"
        f"      c: {{{all_}, process: 5h{c}}}\n"
        f"      d: {{{all_}, process: 1h{d}}}\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_steps(), _steps(", next: [b, c]", ", next: d")),
        (_steps(", next: b", ", next: c"), _steps(", next: [b, c]", ", next: d")),
        (_steps(", next: [b]", ", next: [c]"), _steps(", next: [b, c]", ", next: d")),
        (_steps(c=", next: end"), _steps(", next: [b, c]", ", next: end", ", next: end")),
        (_steps(", inputs: d", ", outputs: d"),
         _steps(", inputs: d, next: [b, c]", ", outputs: d, next: d")),
    ],
)  # fmt: skip
def test_both_begin_at_once(before: str, after: str) -> None:
    made = changed(_text(before), NAME, STEP, "c")
    assert made.text == _text(after)
    assert (made.solved, made.gained) == ([], [])
    (stream,) = made.consequences.effect.streams
    # Instead of 3h and 5h, the longer of the two.
    assert stream.lead_time_s == -3 * 3600
    assert why_not(made.text, NAME, STEP)


def test_written_on_lines_with_a_branch_that_is_there() -> None:
    text = _text("""\
      a:
        owner: ops
        next:
          - x   # first
          - b
      x: {owner: ops, next: d}
      b:
        owner: ops
        # and then
        next: c
      c:
        owner: dev
      d: {owner: ops}""")
    made = changed(text, NAME, STEP)
    assert made.text == text.replace("          - b\n", "          - b\n          - c\n").replace(
        "next: c", "next: d"
    )


def test_keys_and_the_end_are_those_of_the_file() -> None:
    text = """\
vsm: 1
团队: {运维组: {}}
价值流:
  s:
    责任人: 运维组
    步骤:
      a:
        责任人: 运维组
      b: {责任人: 运维组}
      c: {责任人: 运维组}
"""
    made = changed(text, NAME, STEP)
    assert "      a:\n        责任人: 运维组\n        下一步: [b, c]\n" in made.text
    assert "      b: {责任人: 运维组, 下一步: 结束}\n" in made.text
    assert [route.target for route in made.after.workspace.streams["s"].steps["b"].routes] == [
        "end"
    ]


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (_steps(b=", next: {c: 50%, d: 50%}"), "work leaves b on several ways"),
        (_steps(b=", next: end"), "nothing follows b"),
        (_steps(d=", next: {end: 90%, b: 10%}"), "work comes back to b"),
        (_steps(d=", next: {end: 90%, c: 10%}"), "work comes back to c"),
        (_steps(c=", next: {d: 90%, a: 10%}"), "work leaves c on several ways"),
        (_steps(a=", next: {b: 50%, c: 50%}"), "work comes to c on several ways"),
        (_steps(a=", next: {b: 50%, end: 50%}"), "not all that leaves a comes here"),
        (_steps(a=", next: {b: {wait: 5m}}"), "the way from a has a wait of its own"),
        (_steps(b=", outputs: d", c=", inputs: d"), "c needs what b hands on: d"),
        (_steps(b=", outputs: d", c=", accepts: d"), "c needs what b hands on: d"),
        (_steps(c=", entry: true", a=", entry: true"), "work comes to c on several ways"),
    ],
)
def test_where_something_speaks_against_it(steps: str, reason: str) -> None:
    assert reason in why_not(_text(steps), NAME, STEP)


def test_the_first_step_has_nothing_that_could_hand_on_to_both() -> None:
    assert why_not(_text(_steps()), NAME, "streams.s.steps.a") == (
        "nothing comes before a that could hand on to both"
    )


def test_a_way_with_more_to_say_stays() -> None:
    text = _text(_steps(a=", next: {b: }"))
    assert "several ways" in refused(text, NAME, STEP)
