"""Refactor texts, and look at what comes of it."""

from collections.abc import Mapping
from typing import NamedTuple

from vsm_cli.api import WorkspaceReport, analyse_texts
from vsm_cli.api.refactoring import Consequences, consequences, edited, offers_of
from vsm_cli.errors import VsmError
from vsm_cli.refactoring.offer import Offer

ONE = "one.yaml"


class Changed(NamedTuple):
    """What an offer made of the texts, and what it said of it."""

    texts: dict[str, str]
    consequences: Consequences
    after: WorkspaceReport

    @property
    def text(self) -> str:
        return self.texts[ONE]

    @property
    def solved(self) -> list[str]:
        return [each.code for each in self.consequences.problems.solved]

    @property
    def gained(self) -> list[str]:
        return [each.code for each in self.consequences.problems.gained]


def checked(texts: str | Mapping[str, str]) -> WorkspaceReport:
    named = {ONE: texts} if isinstance(texts, str) else texts
    (report,) = analyse_texts(named).workspaces
    return report


def offer(report: WorkspaceReport, name: str, address: str, choice: str | None = None) -> Offer:
    """The one offer, or the one with this choice."""
    found = [each for each in offers_of(report, name, address) if choice in (None, each.choice)]
    assert len(found) == 1, [each.choice for each in found]
    return found[0]


def changed(
    texts: str | Mapping[str, str], name: str, address: str, choice: str | None = None
) -> Changed:
    """What becomes of texts; the offer must not be refused."""
    before = {ONE: texts} if isinstance(texts, str) else dict(texts)
    report = checked(before)
    made = offer(report, name, address, choice)
    assert made.refused is None, made.refused
    assert made.edits
    after = before | {
        file: edited(before[file].encode(), edits).decode() for file, edits in made.edits.items()
    }
    later = checked(after)
    return Changed(after, consequences(report, later), later)


def refused(text: str, name: str, address: str, choice: str | None = None) -> str:
    """Why something that could be done is not."""
    made = offer(checked(text), name, address, choice)
    assert made.refused is not None
    assert not made.edits
    return made.refused


def why_not(text: str, name: str, address: str) -> str:
    """Why something cannot be done at an element."""
    try:
        found = offers_of(checked(text), name, address)
    except VsmError as error:
        return str(error)
    raise AssertionError(found)
