"""The Chinese of the texts: with the same fields, in the field's own words."""

import importlib
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from vsm_cli.language import CATALOGUES, DOMAIN

SOURCE = CATALOGUES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
HAN = "\u4e00-\u9fff"
WORDS = {
    r"\bperceived lead time\b": "客户感知时长",
    r"(?<!perceived )\blead times?\b": "前置时间",
    r"\bprocess times?\b": "处理时间",
    r"\bactivity ratio\b": "活动率",
    r"\brolled %C&A\b": "贯通完整准确率",
    r"(?<!rolled )%C&A": "完整准确率",
    r"\brework\b": "返工",
    r"\bbottleneck\b": "短板",
    r"\btouchpoints?\b(?!:)": "触点",
    r"\bjourneys?\b": "旅程",
    r"\bpractices?\b(?!:)": "实践",
    r"\brelay points?\b": "中继点",
}


def original(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def translated(message: Message) -> str:
    return message.string[0] if isinstance(message.string, tuple) else str(message.string or "")


def known() -> list[Message]:
    with SOURCE.open("rb") as file:
        return [each for each in read_po(file) if each.id and translated(each)]


# What is not translated yet is for the release check: a contributor need not know Chinese.
MESSAGES = known()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "docs"))
    return importlib.import_module("catalogue")


def test_the_catalogue_holds_every_text_and_nothing_else(catalogue: Any) -> None:
    assert catalogue.written(catalogue.current()) == SOURCE.read_bytes()


def test_a_text_without_chinese_is_told_and_stops_only_a_release(
    catalogue: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    whole = SOURCE.read_text(encoding="utf-8")
    line = 'msgstr "没有规则 {name}"'
    assert whole.count(line) == 1
    texts = [*catalogue.texts()]  # collecting them takes longer than all the rest
    monkeypatch.setattr(catalogue, "texts", lambda: texts)
    catalogue.main(["--check"])
    others = capsys.readouterr().out
    lacking = tmp_path / SOURCE.name
    lacking.write_text(whole.replace(line, 'msgstr ""'), encoding="utf-8")
    monkeypatch.setattr(catalogue, "CATALOGUE", lacking)
    for mode, code in (("--check", 0), ("--release", 1)):
        assert catalogue.main([mode]) == code
        told = capsys.readouterr().out.splitlines()
        assert set(told) - set(others.splitlines()) == {
            "without translation: 'there is no rule {name}'"
        }
    lacking.write_text(whole.replace("没有规则", "没有规则"[::-1]) + "\n", encoding="utf-8")
    assert [catalogue.main([mode]) for mode in ("--check", "--release")] == [1, 1]


def test_translations_have_the_same_fields() -> None:
    for each in MESSAGES:
        # The braces of an example are braces.
        if "python-brace-format" in each.flags and not original(each).startswith("```"):
            assert fields(translated(each)) == fields(original(each)), original(each)


def without_code(text: str) -> str:
    return re.sub(r"`[^`]*`|{[^}]*}", "", text)


def test_punctuation_between_chinese_is_chinese() -> None:
    for each in MESSAGES:
        text = without_code(translated(each))
        assert not re.search(f"[{HAN}][,;:?!()][{HAN}]", text), text


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_field(word: str) -> None:
    found = [each for each in MESSAGES if re.search(word, without_code(original(each)), re.I)]
    assert found
    lacking = [original(each) for each in found if WORDS[word] not in translated(each)]
    # A word may be said in another way now and then, not most of the time.
    assert len(lacking) <= len(found) // 5, lacking


def test_nothing_that_should_be_chinese_is_left_in_english() -> None:
    same = [original(each) for each in MESSAGES if original(each) == translated(each)]
    left = [text for text in same if re.search("[A-Za-z]{3,}", re.sub(r"{[^}]*}", "", text))]
    assert left == []
