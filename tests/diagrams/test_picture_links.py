"""Links between pictures lead to pictures, however streams are called."""

from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from tests.diagrams.pictures import SVG, Picture
from tests.diagrams.test_landscape import sample
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.album import Picture as Page
from vsm_cli.diagrams.album import album, differences
from vsm_cli.diagrams.scope import Scope
from vsm_cli.loading import load_texts

IDS_THAT_NO_FILE_CAN_HAVE = """
vsm: 1
streams:
  "a/b": {name: One, layer: core, steps: {x: {uses: "javascript:alert(1)", starts: "../up"}}}
  "javascript:alert(1)": {name: Two, layer: support, steps: {x: {}}}
  "../up": {name: Three, layer: core, steps: {x: {uses: {stream: Same, wait: true}}}}
  Same: {name: Four, steps: {x: {starts: same}}}
  same: {name: Five, steps: {x: {}}}
journeys:
  "c:d": {steps: [{stage: engage, stream: "a/b"}, {stage: realize, stream: same}]}
"""


def dead_links(pages: list[Page], drawn: list[Page]) -> list[str]:
    """Links of `drawn` that lead to none of the pages."""
    known = {f"{page.path}.svg" for page in pages}
    dead = []
    for page in drawn:
        for link in Picture(engine.draw(page.draw())).root.iter(f"{SVG}a"):
            target = normpath(join(dirname(page.path), unquote(link.attrib["href"])))
            if target not in known:
                dead.append(f"{page.path}: {link.attrib['href']}")
            if not link.attrib["aria-label"]:
                dead.append(f"{page.path}: {link.attrib['href']} has no name")
    return dead


@pytest.mark.parametrize("name", ["bank", "bank-defects-zh", "healthdata"])
def test_samples(name: str) -> None:
    pages = album(Scope(sample(name)))
    assert dead_links(pages, pages) == []


def test_any_id() -> None:
    pages = album(Scope(load_texts({"vsm.yaml": IDS_THAT_NO_FILE_CAN_HAVE}).workspace))
    assert len([page for page in pages if page.view == "streams"]) == 5
    assert dead_links(pages, pages) == []


def test_differences_lead_to_the_maps() -> None:
    before, after = sample("bank"), sample("bank-to-be")
    assert dead_links(album(Scope(after)), differences(before, Scope(after))) == []
