"""A colon or a quote that lacks is told at its own line, with what to write there."""

import pytest

from tests.reading import problems

TEXT = """\
vsm: 1
teams:
  desk: {name: "Desk", size: 2}
streams:
  repair:
    owner: desk
    trigger: 'a fault'
    steps:
      look: {owner: desk, process: 5m}
      mend:
        owner: desk
        process: 1h
    mapped: {by: "14 people"}
"""
# What is taken away, the line that tells it, and what to write there.
LACKING = [
    ("owner: desk\n        process", "owner desk\n        process", 11, "owner: desk"),
    ("owner: desk\n        process", "owner:desk\n        process", 11, "owner: desk"),
    ("        process: 1h\n", "        process 1h\n", 12, "process: 1h"),
    ("    steps:\n", "    steps\n", 8, "steps:"),
    ("teams:\n", "teams\n", 2, "teams:"),
    ('"Desk"', '"Desk', 3, '"Desk"'),
    ("'a fault'", "'a fault", 7, "'a fault'"),
    ('"14 people"', '"14 people', 13, '"14 people"'),
]


@pytest.mark.parametrize(("there", "instead", "line", "meant"), LACKING)
def test_at_its_own_line(there: str, instead: str, line: int, meant: str) -> None:
    assert problems(TEXT) == []
    text = TEXT.replace(there, instead, 1)
    (found,) = problems(text)
    assert (found.code, found.span.line, found.help) == ("VSM001", line, f"write {meant}")


def test_prose_over_several_lines_is_not_blamed() -> None:
    text = TEXT.replace("'a fault'", "a fault that\n      somebody reports").replace(
        "mend:", "mend:\n\t"
    )
    (found,) = problems(text)
    assert (found.code, found.span.line) == ("VSM001", 12)
