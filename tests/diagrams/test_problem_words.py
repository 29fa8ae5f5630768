"""Badges on pictures say in a few words what is wrong."""

from vsm_cli.diagnostics import Level
from vsm_cli.diagrams.problem_words import _WORDS, words_of
from vsm_cli.rules import ALL_RULES

# What keeps a file from being read lies over no picture.
_OF_FILES = {"VSM001", "VSM006", "VSM007", "VSM008"}


def test_every_rule_that_may_lie_over_a_picture_has_words() -> None:
    assert {rule.code for rule in ALL_RULES} - _OF_FILES == _WORDS.keys()
    assert all(len(words) <= 26 for words in _WORDS.values())


def test_the_code_stands_after_the_words_and_then_how_many_more() -> None:
    from tests.diagrams.test_diff_map import problem

    one = problem("nobody answers", element="streams.s", fingerprint="1")
    other = problem("no", level=Level.NOTE, element="streams.s", fingerprint="2")
    assert words_of([one]) == "no owner VSM102"
    assert words_of([one, other]) == "no owner VSM102 +1"
