"""No CI system finds an order in what a program writes of people's texts."""

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.ci_commands import runs_in_ci, without_commands
from vsm_cli.reporters.json_text import json_text

PIECES = st.sampled_from(
    ["::", ":", "#", "##", "##[", "##vso[", "##VSO[", "##teamcity[", "[", "error", "::error::x",
     " ", "\t", "\n", "\r", "\r\n", "\u3000", "\xa0", "\x85", "\u200b", "\ufeff", "\x1b[1m", "a"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def orders(text: str) -> list[str]:
    """The lines that a runner would try to obey, as the sources of GitHub's and Azure's say."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [line for line in lines if line.strip("\ufeff\u200b").strip().startswith("::")] + [
        line for line in lines if re.search(r"##(vso|teamcity)?\[", line, re.I)
    ]


@given(TEXTS)
def test_none_is_found(text: str) -> None:
    assert not orders(without_commands(text))


@given(TEXTS)
def test_a_text_without_orders_stays_as_it_is(text: str) -> None:
    if not orders(text) and not re.search("(?:^|[\r\n])[^\r\na-z#\\[]*::", text):
        assert without_commands(text) == text


@given(TEXTS)
def test_json_has_none_and_means_the_same(text: str) -> None:
    written = json_text({"text": text, text: [text]})
    assert not orders(written)
    assert json.loads(written) == {"text": text, text: [text]}


@given(st.text("<&:#[]\n vso", max_size=30))
def test_xml_has_none_and_means_the_same(text: str) -> None:
    element = ElementTree.Element("a")
    element.text = text
    raw = ElementTree.tostring(element, encoding="unicode")
    written = without_commands(raw, colon="&#58;", bracket="&#91;")
    assert not orders(written)
    assert ElementTree.fromstring(written).text == (text or None)


def test_many_signs_that_come_to_nothing_take_no_time() -> None:
    for filling in (" " * 200_000, "\n" * 200_000, "\r" * 200_000, "\x1c\x85" * 100_000):
        text = f"##{filling}x:"
        assert without_commands(f"{text}::") == f"{text}::"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"CI": "true"}, True), ({"CI": ""}, False), ({"CI": "false"}, False),
     ({"GITHUB_ACTIONS": "true"}, True), ({"TF_BUILD": "True"}, True)],
)  # fmt: skip
def test_runs_in_ci(environment: dict[str, str], expected: bool) -> None:
    assert runs_in_ci(environment) is expected
