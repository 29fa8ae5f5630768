"""Which element a cursor is at, so that an editor can offer what can be done there."""

import pytest

from tests.refactoring.changed import ONE, checked
from vsm_cli.refactoring.offer import Scene

TEXT = """\
vsm: 1
teams: {ops: {}}
systems:
  x: {owner: ops}
  y:
    name: Y
paths:
  - {from: x, to: y}
  - from: y
    to: x
streams:
  s:
    owner: ops   # the lot
    steps:
      a: {owner: ops, starts: {stream: t, data: d}}
      b:
        # who?
        starts:
          - stream: t
            via: a call
      c: {owner: ops}
  t: {steps: {a: {owner: ops}, b: {}}}
---
vsm: 1
journeys: {j: {owner: ops}}
"""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("vsm: 1", []),
        ("  x: {own", ["systems.x"]),
        ("    name: Y", ["systems.y"]),
        ("  - {from: x|", ["paths.x->y"]),
        ("    to: x", ["paths.y->x"]),
        ("  s:", ["streams.s"]),
        ("    owner: ops   # the lot", ["streams.s"]),
        ("    steps:", ["streams.s"]),
        ("      a|: {owner", ["streams.s.steps.a"]),
        ("      a: {owner: ops, starts: {stream: t|",
         ["streams.s.steps.a.starts.t", "streams.s.steps.a"]),
        ("      b:", ["streams.s.steps.b"]),
        ("        # who?", ["streams.s.steps.b"]),
        ("            via: a call", ["streams.s.steps.b.starts.t", "streams.s.steps.b"]),
        ("  t: {steps: {a: {owner: ops}, b|", ["streams.t.steps.b"]),
        ("  t: {steps: {a: {owner", ["streams.t.steps.a"]),
        ("  t: {st|eps", ["streams.t"]),
        ("journeys: {j|", ["journeys.j"]),
        ("---", []),
    ],
)  # fmt: skip
def test_elements_from_the_inside_out(line: str, found: list[str]) -> None:
    text, sign, _ = line.partition("|")
    at = next(n for n, each in enumerate(TEXT.split("\n"), 1) if each.startswith(text))
    report = checked(TEXT)
    # With a sign where it stands, else at the beginning of the line.
    column = len(text) if sign or "{" in text else 1
    assert Scene(report.workspace, report.files).addresses_at(ONE, at, column) == found


def test_nothing_is_at_an_empty_path() -> None:
    report = checked("{\n  vsm: 1, streams: {}}\n")
    assert Scene(report.workspace, report.files).addresses_at(ONE, 1, 1) == []
