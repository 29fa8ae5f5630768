"""Text in character cells: harmless, measured, wrapped."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.problems import HOSTILE
from vsm_cli.characters import harmless
from vsm_cli.reporters.screen import cells, fitting, wrapped

TEXTS = st.text(st.sampled_from("ab  -,.中文，。（）e\u0301ｗ{}") | st.characters(codec="utf-8"))


def test_harmless_shows_what_it_disarms() -> None:
    assert harmless("a\x1b[2Jb\u202ec") == "a\\x1b[2Jb\\u202ec"
    assert harmless("one\r\ntwo\tthree") == "one  two three"
    assert harmless("half \ud800") == "half \\ud800"


@pytest.mark.parametrize("text", ["Störung", "恢复服务", "e\u0301", "👩\u200d🔧", "a b", "\ufffd"])
def test_harmless_leaves_writing_alone(text: str) -> None:
    assert harmless(text) == text


@given(TEXTS)
def test_harmless_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    kinds = {unicodedata.category(char) for char in harmless(text + HOSTILE)}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in harmless(text + HOSTILE)


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("恢复", 4), ("e\u0301a", 2), ("ｗ", 2), ("é", 1)]
)
def test_cells(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_wrapped_at_spaces_and_between_wide_characters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("恢复服务，然后确认", 8) == ["恢复服", "务，然后", "确认"]
    assert wrapped("incident 故障单", 11) == ["incident 故", "障单"]
    assert wrapped("a-word-longer-than-all b", 8) == ["a-word-l", "onger-th", "an-all b"]


@given(TEXTS.map(harmless), st.integers(2, 30))
def test_wrapped_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


@given(TEXTS.filter(bool), st.integers(2, 30))
def test_fitting_takes_as_much_as_fits(text: str, width: int) -> None:
    head = fitting(text, width)
    assert head
    assert text.startswith(head)
    assert cells(head) <= width
    assert head == text or cells(text[: len(head) + 1]) > width
