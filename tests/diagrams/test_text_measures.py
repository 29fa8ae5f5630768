"""Texts fit where they are put, and come out as people wrote them."""

from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.diagrams.text_measures import clean, holds_chinese, measure, shorten, wrap

ANY_TEXT = st.text(max_size=60)


def test_widths_in_thousandths_of_an_em() -> None:
    # 1.12 for all that is not wide, 1.25 in bold; Chinese is one em in both.
    assert measure("n" * 100, 10) == 620 + 7
    assert measure("n" * 100, 10, bold=True) == 700
    assert measure("中" * 10, 10) == measure("中" * 10, 10, bold=True) == 100
    assert measure("m" * 100, 10) == 1008
    assert measure("i" * 100, 10) == 380
    assert measure("e\u0301" * 100, 10) == measure("e" * 100, 10)


def test_ambiguous_characters_are_wide_among_chinese() -> None:
    assert measure("中" + "①" * 10, 10) == 110
    assert measure("αβ", 10) < measure("αβ中", 10) - 10


def test_clean_leaves_nothing_that_xml_refuses() -> None:
    assert clean("a\tb\nc") == "a b c"
    assert clean("bell\x07") == "bell\ufffd"
    assert clean("\ufffe\uffff") == "\ufffd\ufffd"
    assert clean("\ud800!") == "\ufffd!"
    assert clean("\ud83d\ude80") == "🚀"
    assert clean("e\u0301") == "é"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()


@given(ANY_TEXT, st.integers(40, 200), st.booleans())
def test_no_line_is_wider_than_its_place(text: str, width: int, bold: bool) -> None:
    for line in wrap(text, width, 9.5, lines=3, bold=bold):
        assert measure(line, 9.5, bold=bold) <= width


@given(ANY_TEXT)
def test_wrapping_loses_nothing_where_there_is_room(text: str) -> None:
    lines = wrap(text, 60, 8, lines=1000)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


def test_lines_break_between_words_and_between_chinese_characters() -> None:
    assert wrap("Approve the change", 60, 10, lines=3) == ["Approve", "the change"]
    assert wrap("安全扫描与渗透测试", 50, 10, lines=3) == ["安全扫描与", "渗透测试"]
    assert wrap("功能可用，业务签字", 40, 10, lines=3)[1][0] != "，"


def test_shortening_does_not_tear_marks_off() -> None:
    flag = "👩\u200d👩\u200d👧" * 5
    short = shorten(flag, 60, 10)
    assert short.endswith("…")
    assert not short[:-1].endswith("\u200d")


def test_chinese_is_seen() -> None:
    assert holds_chinese("集成 CI/CD")
    assert not holds_chinese("Ärger 🚀")


def test_what_joins_two_facts_ends_a_line_and_begins_none() -> None:
    text = "Owner: Sales · Customer: branch staff · Demand: 40/month"
    for width in range(60, 240, 7):
        lines = wrap(text, width, 9.5, lines=20)
        assert not any(line.startswith("·") for line in lines)
