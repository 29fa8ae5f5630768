"""Patterns of files mean what a plain regular expression says, in time that grows with the path."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.source.globs import matches

SIGNS = st.sampled_from(["a", "b", ".", "/", "?", "*", "**", "**/", "***/", "./"])
PATTERNS = st.lists(SIGNS, max_size=7).map("".join)
PATHS = st.text("aab./", max_size=9)


def plainly(pattern: str, path: str) -> bool:
    """The same, as a regular expression that tries one way after the other."""
    pattern = pattern.rstrip("/").removesuffix("/**").removeprefix("./")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meant = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    regex = re.compile("".join(meant.get(part) or re.escape(part) for part in parts))
    folders = [path[:at] for at, char in enumerate(path) if char == "/"]
    return any(regex.fullmatch(each) for each in (path, *folders))


@given(PATTERNS, PATHS)
def test_patterns_mean_what_a_regular_expression_says(pattern: str, path: str) -> None:
    assert matches(pattern, path) is plainly(pattern, path)


@pytest.mark.parametrize("sign", ["*a", "**a", "**/a", "*?", "**?", "**/*"])
def test_a_pattern_with_many_ways_takes_no_time(sign: str) -> None:
    began = process_time()
    for count in (12, 2000):
        assert not matches(sign * count + "z", "a" * 4000)
        assert not matches(sign * count + "z", "a/" * 2000)
    assert process_time() - began < 2
