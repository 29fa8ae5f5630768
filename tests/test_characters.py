"""The one table of characters, and the ids and names of files that stand for any text."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vsm_cli.characters import drawable, file_name, harmless, safe_id, whole

ANY_TEXT = st.text(st.characters(), max_size=30)
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_CHARACTERS = "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"
UNSEEN = "\u00ad\u200b\u2060\u2064\ufeff\U000e0041"
OBEYED = "\x00\x07\x08\x1b\x7f\x85\x9b\u2028\u2029\ufff9\ud800\udfff"


@pytest.mark.parametrize("char", TURNING + NO_CHARACTERS + UNSEEN + OBEYED)
def test_a_terminal_obeys_none(char: str) -> None:
    shown = harmless(f"a{char}b")
    assert shown.isprintable()
    assert len(shown) >= 3, "something stands in its place"


@pytest.mark.parametrize("char", TURNING + NO_CHARACTERS + UNSEEN + OBEYED)
def test_a_picture_holds_none(char: str) -> None:
    assert drawable(f"a{char}b") in ("ab", "a\ufffdb")


@pytest.mark.parametrize(
    "text", ["修复 服务", "👩‍👩‍👧", "a\u0301", "שלום", "क्‍ष", "x\u200cy", "naïve — “q”"]
)
def test_what_people_write_stays(text: str) -> None:
    assert harmless(text) == drawable(text) == whole(text) == text


@given(ANY_TEXT)
def test_any_text_is_one_harmless_line(text: str) -> None:
    shown = harmless(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    shown.encode()


@given(ANY_TEXT)
@example("\ud83d\ude00")
@example("\ude00\ud83d")
def test_halves_of_pairs_are_gone(text: str) -> None:
    whole(text).encode()
    assert whole(whole(text)) == whole(text)


def test_halves_that_belong_together_meet() -> None:
    assert whole("\ud83d\ude00 and \ud83d") == "😀 and \ufffd"


@given(st.lists(ANY_TEXT, min_size=1, max_size=3), st.lists(ANY_TEXT, min_size=1, max_size=3))
@example(["a b"], ["a.20.b"])
@example(["a", "b"], ["a.b"])
def test_ids_are_words_and_differ_where_parts_do(one: list[str], other: list[str]) -> None:
    id = safe_id(*one)
    assert all(c.isalnum() or c in ".-_" or unicodedata.category(c)[0] == "M" for c in id)
    assert (id == safe_id(*other)) == (one == other)


@given(ANY_TEXT | st.text("漢é😀a", min_size=40, max_size=200), ANY_TEXT)
@example("漢" * 90, "漢" * 91)
@example("a b", "a~20~b")
@example("con", "con~")
@example("", "~")
def test_file_names_fit_every_file_system(id_: str, other: str) -> None:
    name = file_name(id_)
    assert 0 < len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*. ')
    assert harmless(name).casefold() not in ("con", "nul", "com1")
    assert (name == file_name(other)) == (id_ == other)


def test_long_names_that_begin_alike_stay_apart_and_the_same() -> None:
    one, other = file_name("漢" * 90), file_name("漢" * 91)
    assert one != other
    assert one == "漢" * 60 + "~cb2607eb0580"
