"""Which language is spoken, and how Chinese writes lists."""

import pytest

from vsm_cli.diagrams.engine import side_by_side
from vsm_cli.language import (
    either,
    listed,
    message,
    names,
    of_locale,
    of_workspace,
    spoken,
    tr,
)
from vsm_cli.wording.times import elapsed


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale(environment: dict[str, str], language: str) -> None:
    assert of_locale(environment) == language


def test_lists() -> None:
    with spoken("zh"):
        assert str(names(["甲", "乙", "丙"])) == "甲、乙和丙"
        assert str(names(["business-analysis", "x"])) == "business-analysis 和 x"
        assert str(either(["甲", "乙"])) == "甲或乙"
        assert str(either([".md", ".txt"])) == ".md 或 .txt"
        assert listed(["甲", "乙"]) == "甲、乙"
    assert str(names("abc")) == "a, b and c"


def test_spaces_stand_where_chinese_readers_expect_them() -> None:
    text = message("nobody answers for {step}, which hands on to {after}")
    with spoken("zh"):
        assert tr(text, step="复盘（甲）", after="乙") == "中继点 复盘（甲）无责任人，它交接给 乙"


def test_what_somebody_asked_for_outdoes_what_files_say() -> None:
    with spoken("en", asked=True):
        assert of_workspace("zh") == "en"
        with spoken("en"):
            assert of_workspace("zh") == "en"
    with spoken("zh"):
        assert of_workspace("en") == "en"
        assert of_workspace("fr") == of_workspace(None) == "zh"


def test_nothing_that_was_spoken_outlives_its_context() -> None:
    def fails() -> None:
        with spoken("zh"):
            with spoken("en"):
                assert elapsed(60) == "1m"
            assert elapsed(60) == "1分钟"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert elapsed(60) == "1m"


def test_threads_that_draw_speak_as_those_who_ask_them() -> None:
    # Both are under way at once.
    chinese, english = (side_by_side(str, lambda _: elapsed(60), range(8)) for _ in "ab")
    with spoken("zh"):
        assert next(chinese) == "1分钟"
    assert [*english, *chinese] == ["1m"] * 8 + ["1分钟"] * 7
