"""The glossary: every word is found, in both languages, and says what the documentation says."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.docs.pages import ROOT
from vsm_cli.language import spoken
from vsm_cli.wording.glossary import TERMS, Term, term_of, words_of


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.word)
def test_each_of_its_words_leads_to_a_term_and_to_no_other(term: Term) -> None:
    for word in words_of(term):
        assert term_of(word) is term


@pytest.mark.parametrize("word", ["lead-time", "Lead Time", "lead_time", "lead", "前置时间"])
def test_words_are_found_however_they_are_spelt(word: str) -> None:
    found = term_of(word)
    assert found
    assert found.word == "lead time"


@pytest.mark.parametrize(("language", "page"), [("en", "glossary.md"), ("zh", "zh/glossary.md")])
def test_the_page_of_the_documentation_says_the_same(language: str, page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    with spoken(language):
        for term in TERMS:
            colon = ": " if language == "en" else "："
            assert f"**{term.name}**{colon}{term.text}" in text
            assert language == "en" or not term.text.isascii()


def test_a_word_that_nobody_knows_names_the_nearest(tmp_path: Path) -> None:
    done = vsm("explain", "lead-tme", folder=tmp_path)
    assert done.returncode == 2
    assert "did you mean lead time?" in done.stderr
