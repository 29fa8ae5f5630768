"""Every picture as the browser shows and measures it, in Latin and Chinese, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import HOSTILE, hostile_bank, long_texts
from tests.diagrams.graphs import random_case
from tests.diagrams.test_landscape import many, sample, workspace_of
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.album import Picture, album, differences
from vsm_cli.diagrams.engine import draw
from vsm_cli.diagrams.scope import Scope
from vsm_cli.model.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEEN = (Path(__file__).parent / "seen.js").read_text(encoding="utf-8")
SAMPLES = ("bank", "bank-zh", "bank-defects", "bank-defects-zh", "healthdata", "omg-incident")


@pytest.fixture(scope="module")
def page(chromium: "Browser") -> "Iterator[Page]":
    page = chromium.new_page()
    yield page
    page.close()


def wrong_with(page: "Page", svg: str, folder: Path) -> list[str]:
    """What is wrong with a picture, in both colour schemes; nothing, if all is well."""
    said: list[str] = []
    page.on("console", lambda each: said.append(f"console: {each.text}"))
    page.on("pageerror", lambda each: said.append(f"error: {each}"))
    file = folder / "picture.svg"
    file.write_text(svg, encoding="utf-8")
    page.goto(file.as_uri())
    size = page.evaluate(
        "() => { const r = document.querySelector('svg').getBoundingClientRect();"
        " return [Math.ceil(r.right) + 2, Math.ceil(r.bottom) + 2] }"
    )
    page.set_viewport_size({"width": size[0], "height": size[1]})
    places = None
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen = page.evaluate(SEEN, places)
        said += [f"{scheme}: {each}" for each in seen["found"]]
        places = seen["places"]
    return said


def problems_of(name: str) -> tuple[Workspace, list[Diagnostic]]:
    from vsm_cli.api import Options, analyse

    (report,) = analyse(
        [Path(__file__).parents[2] / "samples" / name], Options(preset="strict")
    ).workspaces
    return report.workspace, report.diagnostics


@pytest.mark.parametrize("name", SAMPLES)
def test_samples(page: "Page", tmp_path: Path, name: str) -> None:
    workspace, problems = problems_of(name)
    for picture in album(Scope(workspace, problems=problems)):
        assert wrong_with(page, draw(picture.draw()), tmp_path) == [], picture.path


def test_differences(page: "Page", tmp_path: Path) -> None:
    for before, after in (("bank", "bank-to-be"), ("bank-defects", "bank"), ("bank", "healthdata")):
        for picture in differences(sample(before), Scope(sample(after))):
            assert wrong_with(page, draw(picture.draw()), tmp_path) == [], picture.path


@pytest.mark.parametrize("seed", range(12))
def test_large_maps_of_any_shape(page: "Page", tmp_path: Path, seed: int) -> None:
    workspace, _ = random_case(seed)
    for picture in pictures(workspace, "streams", "systems", "handoffs"):
        assert wrong_with(page, draw(picture.draw()), tmp_path) == [], picture.path


def test_a_landscape_of_many_streams(page: "Page", tmp_path: Path) -> None:
    for count in (30, 70):
        for picture in pictures(workspace_of(many(count)), "landscape", "handoffs"):
            assert wrong_with(page, draw(picture.draw()), tmp_path) == [], picture.path


def test_long_names(page: "Page", tmp_path: Path) -> None:
    from vsm_cli.api import Options, analyse_texts

    (report,) = analyse_texts(long_texts(), Options(preset="strict")).workspaces
    assert len(report.workspace.streams) == 7
    for picture in album(Scope(report.workspace, problems=report.diagnostics, files="..")):
        assert wrong_with(page, draw(picture.draw()), tmp_path) == [], picture.path


def test_names_that_would_be_more_than_text(page: "Page", tmp_path: Path) -> None:
    for picture in album(Scope(hostile_bank())):
        svg = draw(picture.draw())
        assert wrong_with(page, svg, tmp_path) == [], picture.path
        assert (
            page.evaluate("() => document.querySelectorAll('script, image, foreignObject').length")
            == 0
        )
        assert page.evaluate("() => window.hacked") is None
        targets = page.evaluate(
            "() => [...document.querySelectorAll('a')].map(a => a.href.baseVal)"
        )
        assert not [each for each in targets if ":" in each]
    shown = page.evaluate("() => document.querySelector('svg').textContent")
    assert HOSTILE[0] in shown


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (('points="', 'points="-900,-900 '), "overlap"),
        (('fill="#0f172a"', 'fill="#f4f6fa"'), "contrast"),
        (('text-anchor="start" x="', 'text-anchor="start" x="9'), "leaves"),
        (('d="M', 'd="M1400,0 L0,-1200 M'), "runs through"),
    ],
)
def test_a_broken_picture_is_found_out(
    page: "Page", tmp_path: Path, broken: tuple[str, str], word: str
) -> None:
    (picture,) = (
        each for each in album(Scope(sample("bank"))) if each.path == "streams/fault-repair"
    )
    svg = draw(picture.draw())
    assert broken[0] in svg
    found = wrong_with(page, svg.replace(*broken), tmp_path)
    assert any(word in each for each in found), found


def pictures(workspace: Workspace, *views: str) -> list[Picture]:
    return [each for each in album(Scope(workspace)) if each.view in views]
