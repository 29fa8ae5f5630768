"""The formats of `vsm check`."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.expecting import assert_expected
from tests.reporters.problems import CLEAN, HOSTILE, SEVERAL, problem, report_of
from vsm_cli.diagnostics import Level, RelatedPlace
from vsm_cli.reporters.check.concise import concise
from vsm_cli.reporters.check.excerpt import excerpt
from vsm_cli.reporters.check.full import full
from vsm_cli.reporters.check.json import as_json
from vsm_cli.reporters.screen import cells
from vsm_cli.source.places import Span


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("check.full.txt", full(SEVERAL)),
        ("check.full.40.txt", full(SEVERAL, width=40)),
        ("check.full.80.txt", full(SEVERAL, width=80)),
        ("check.full.ansi", full(SEVERAL, width=80, colour=True)),
        ("check.concise.txt", concise(SEVERAL)),
        ("check.json", as_json(SEVERAL)),
    ],
    ids=lambda value: value if value.startswith("check.") and len(value) < 30 else "",
)
def test_expected(name: str, text: str) -> None:
    assert_expected(name, text)


def test_clean() -> None:
    assert full(CLEAN) == "No problems in 3 files with 2 streams\n"
    assert concise(CLEAN) == ""
    assert json.loads(as_json(CLEAN))["diagnostics"] == []


def test_one_of_each_is_singular() -> None:
    checked = report_of([problem(), problem(level=Level.WARNING), problem(level=Level.NOTE)])
    assert full(checked).endswith("\n1 error, 1 warning and 1 note in 1 file with 1 stream\n")


def test_only_suppressed() -> None:
    checked = report_of(suppressed=[problem()])
    assert full(checked) == "No problems in 1 file with 1 stream; 1 suppressed\n"


HOSTILE_PROBLEM = problem(
    HOSTILE,
    help=HOSTILE,
    path=f"{HOSTILE}.yaml",
    span=(1, 2, 1, 9),
    related=(RelatedPlace(message=HOSTILE, path=HOSTILE, span=Span(1, 1, 1, 2)),),
)
HOSTILE_CHECK = report_of([HOSTILE_PROBLEM], texts={f"{HOSTILE}.yaml": HOSTILE})


@pytest.mark.parametrize("width", [None, 20, 40, 80])
def test_no_name_reaches_the_terminal_as_a_command(width: int | None) -> None:
    for text in (full(HOSTILE_CHECK, width=width), concise(HOSTILE_CHECK)):
        assert not set(text) & set("\x1b\x07\r\t\u202e\u2066\ud800\u200b")


def test_colour_only_adds_our_own_sequences() -> None:
    plain = full(HOSTILE_CHECK, width=60)
    coloured = full(HOSTILE_CHECK, width=60, colour=True)
    for code in ("1;31", "1", "2", "32", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain


def test_concise_has_a_line_for_each_problem() -> None:
    checked = report_of([HOSTILE_PROBLEM] * 3)
    assert concise(checked).count("\n") == 3


def test_json_takes_any_text() -> None:
    text = as_json(HOSTILE_CHECK)
    text.encode("utf-8")
    found = json.loads(text)["diagnostics"][0]
    assert (found["message"], found["path"]) == (HOSTILE, f"{HOSTILE}.yaml")


@pytest.mark.parametrize("width", range(40, 121, 4))
def test_lines_fit_but_places_stay_whole(width: int) -> None:
    for line in full(SEVERAL, width=width).splitlines():
        place = line.split()[-1] if line else ""
        assert cells(line) <= width or place.endswith((":5:7", ":5:63", ":6:44", ":1:1", ":22:9"))


LINES = st.text(st.sampled_from("ab: {}\t中文，e\u0301\x1b"), min_size=1, max_size=80).filter(
    lambda line: line.strip()
)


@given(st.lists(LINES, min_size=1, max_size=2), st.data(), st.integers(10, 90))
def test_carets_stand_under_the_place(lines: list[str], data: st.DataObject, width: int) -> None:
    line = lines[-1].rstrip()
    column = data.draw(st.integers(1, len(line)))
    found = excerpt(lines, Span(len(lines), column, len(lines), column + 1), width)
    assert found is not None
    assert found.indent + found.carets <= width
    assert all(cells(text) <= width for _, text in found.lines)
    number, shown = found.lines[-1]
    assert number == len(lines)
    char = line[column - 1]
    if char in "ab:{}中文，":
        under = "".join(c for i, c in enumerate(shown) if cells(shown[:i]) == found.indent)
        assert char in under


def test_a_place_beyond_the_text_has_no_excerpt() -> None:
    assert excerpt(["a"], Span(3, 1, 3, 2), 40) is None
    assert excerpt(["", "a"], Span(1, 1, 1, 1), 40) is None
    assert excerpt([], Span(1, 1, 1, 1), 40) is None


def test_a_span_over_several_lines_ends_with_its_first() -> None:
    found = excerpt(["steps:", "  a: 1"], Span(1, 1, 2, 5), 40)
    assert found == (((1, "steps:"),), 0, 6)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x: {" + "a: 1, " * 40 + "here: 2, " + "b: 1, " * 40 + "}"
    column = line.index("here") + 1
    found = excerpt(["before", line], Span(2, column, 2, column + 4), 40)
    assert found is not None
    ((_, shown),) = found.lines
    assert cells(shown) == 40
    assert shown[0] == shown[-1] == "…"
    assert shown[found.indent : found.indent + found.carets] == "here"


def test_a_check_does_not_import_rich() -> None:
    program = (
        "import sys, vsm_cli.reporters.check.full, vsm_cli.reporters.check.concise, "
        "vsm_cli.reporters.check.json; sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
