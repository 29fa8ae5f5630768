"""Link closure: data, people and responsibility, each for itself."""

import pytest

from vsm_cli.analysis.links.link_closure import LinkClosure, link_closures
from vsm_cli.loading import load_texts

WORKSPACE = """
vsm: 1
teams: {{desk: {{}}, dev: {{}}, other: {{}}}}
roles: {{lead: {{team: dev}}, coder: {{team: dev}}, loose: {{}}}}
systems: {{itsm: {{}}, jira: {{}}, wiki: {{}}}}
data: {{ticket: {{}}, laptop: {{tangible: true}}, note: {{}}}}
paths: [{{from: itsm, to: jira, data: ticket}}]
streams:
  repair:
    steps:
      hand-over: {{owner: desk, participants: {participants}, systems: itsm, {link}}}
  build:
    steps:
      take-in: {{owner: lead, systems: jira, entry: true}}
      look-up: {{systems: wiki}}
      stand-by: {{owner: other, systems: wiki, {entry}}}
  empty: {{steps: {{}}}}
  later: {{mapped: {{state: future}}, steps: {{only: {{}}}}}}
"""


def closure(link: str, participants: str = "[]", entry: str = "work: necessary") -> LinkClosure:
    text = WORKSPACE.format(link=link, participants=participants, entry=entry)
    (found,) = link_closures(load_texts({"vsm.yaml": text}).workspace)
    return found


def answers(link: str, participants: str = "[]", entry: str = "work: necessary") -> str:
    """The letters of what is answered: data, people, responsibility."""
    found = closure(link, participants, entry)
    return "".join(letter for letter in "dpr" if getattr(found, NAMES[letter]))


NAMES = {"d": "data", "p": "people", "r": "responsibility"}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("starts: build", ""),
        ("starts: {stream: build, data: ticket}", "d"),
        ("starts: {stream: build, data: note}", ""),  # no path carries it
        ("starts: {stream: build, data: laptop}", "d"),  # a thing needs no path
        ("starts: {stream: build, data: [ticket, note]}", ""),
        ("starts: {stream: build, via: daily meeting}", "p"),
        ("starts: {stream: build, owner: coder}", "pr"),  # of the team of the receiving role
        ("starts: {stream: build, owner: desk}", "r"),
        ("starts: {stream: build, owner: other}", "r"),
        ("starts: {stream: build, data: ticket, owner: lead}", "dpr"),
        ("starts: {stream: build, at: look-up, owner: desk}", ""),  # nobody owns that step
        ("starts: {stream: build, at: look-up, data: ticket}", ""),  # no path leads to the wiki
        ("uses: {stream: build, wait: true, data: ticket, owner: lead}", "dpr"),
        ("starts: {stream: empty, data: ticket, owner: desk}", ""),  # nothing receives it
    ],
)
def test_each_of_the_three_is_told_apart(link: str, expected: str) -> None:
    assert answers(link) == expected


def test_participants_connect_people() -> None:
    assert answers("starts: build", participants="[coder]") == "p"
    assert answers("starts: build", participants="[loose]") == ""


def test_one_suitable_entry_is_enough() -> None:
    assert answers("starts: {stream: build, owner: other}", entry="entry: true") == "pr"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("starts: {stream: build, data: unheard-of}", "d"),
        ("starts: {stream: build, owner: nobody-we-know}", "pr"),
        ("starts: [{stream: build, via: [not, text]}]", "p"),
    ],
)
def test_what_cannot_be_read_counts_as_present(link: str, expected: str) -> None:
    assert answers(link) == expected


def test_uses_that_do_not_wait_are_no_links() -> None:
    text = WORKSPACE.format(link="uses: build", participants="[]", entry="work: waste")
    assert link_closures(load_texts({"vsm.yaml": text}).workspace) == ()


def test_closed_needs_all_three_and_only_current_streams_count() -> None:
    assert closure("starts: {stream: build, data: ticket, owner: lead}").closed
    assert not closure("starts: {stream: build, data: ticket, via: mail}").closed
    assert closure("starts: build").current
    assert not closure("starts: later").current
