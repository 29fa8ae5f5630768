"""The definitions of a page are one workspace, and `vsm check` has nothing to say about it.

Every `yaml` fence that says `vsm:` is a document of it. A first line `# name.yaml` names the
file, as configuration has to stand in `vsm.yaml`.
"""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, fences, handwritten, name_of, read
from vsm_cli.api import analyse_texts
from vsm_cli.reporters.check.full import full


def definitions(page: Path) -> dict[str, str]:
    """The definitions of a page by file name."""
    found: dict[str, str] = {}
    texts = [fence.text for fence in fences(read(page), "yaml")]
    for number, text in enumerate((t for t in texts if re.search(r"^vsm:", t, re.M)), start=1):
        named = re.match(r"# (\S+\.yaml)\n", text)
        name = named[1] if named else f"example-{number:02}.yaml"
        assert name not in found, f"{name} stands twice in {name_of(page)}"
        found[name] = text
    return found


PAGES = [page for page in handwritten() if definitions(page)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_definitions(page: Path) -> None:
    report = analyse_texts(definitions(page))
    assert not report.diagnostics, full(report, width=100, colour=False)


def test_settings_as_the_pages_of_the_rules_show_them() -> None:
    shown = [
        fence.text
        for page in sorted((ROOT / "docs" / "rules").glob("*.md"))
        for fence in fences(read(page), "yaml")
        if "settings:" in fence.text
    ]
    assert shown
    for text in shown:
        assert not analyse_texts({"vsm.yaml": text}).diagnostics, text


def test_there_are_definitions() -> None:
    assert ROOT / "docs" / "format.md" in PAGES
