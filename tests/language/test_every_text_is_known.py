"""Every text that is said has its place in the catalogue: found by saying it, so that no way of
writing it in the code can hide it."""

import gettext
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.lint import test_rule_choice as choice
from tests.rules import test_cases
from vsm_cli import language
from vsm_cli.api import Options, analyse
from vsm_cli.errors import VsmError
from vsm_cli.language import CATALOGUES, DOMAIN, spoken
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.check.full import full
from vsm_cli.reporters.report.contents import contents
from vsm_cli.reporters.report.overview import overview
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.wording import times

SAMPLES = Path(__file__).parents[2] / "samples"


class Listening(gettext.NullTranslations):
    """Notes what is looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self.heard.add(one)
        return one if number == 1 else many


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    found = Listening()
    monkeypatch.setattr(language, "_translations", lambda: found)
    # What was said before would be told from memory, and what is said here afterwards.
    times._in_units.cache_clear()
    yield found
    times._in_units.cache_clear()


def known() -> set[str]:
    with (CATALOGUES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return {
            each.id[0] if isinstance(each.id, tuple) else str(each.id) for each in read_po(file)
        }


def unknown(listening: Listening) -> Iterator[str]:
    """What was said and is not in the catalogue, but for what holds no word."""
    assert len(listening.heard) > 5
    for text in listening.heard - known():
        if any(map(str.isalpha, text)):
            yield text


def test_what_rules_say(listening: Listening) -> None:
    for case in (*test_cases.cases("bad"), *test_cases.cases("good")):
        assert test_cases.diagnostics(case) is not None
    assert sorted(unknown(listening)) == []


def test_what_is_said_of_faulty_configuration(listening: Listening, tmp_path: Path) -> None:
    for faulty in choice.FAULTY:
        with suppress(VsmError):
            choice.run(tmp_path, faulty)
    with suppress(VsmError):
        choice.run(tmp_path, "{levels: {VSM003: note}}")
    assert sorted(unknown(listening)) == []


def test_what_is_said_of_samples(listening: Listening) -> None:
    folders = sorted(path.parent for path in SAMPLES.rglob(ROOT_FILE))
    for folder in folders:
        report = analyse([folder], Options(preset="strict"))
        assert full(report)
        for each in report.workspaces:
            with spoken(each.language):
                assert markdown(contents(overview(each.workspace, each.diagnostics, [])))
    assert sorted(unknown(listening)) == []
