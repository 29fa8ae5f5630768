"""Mermaid texts as Mermaid itself draws them, in a real browser.

Needs Mermaid below `tests/node_modules` (`npm install --prefix tests mermaid`).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.test_landscape import many, sample, workspace_of
from tests.diagrams.test_mermaid import HOSTILE, all_texts, hostile_workspace
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagrams import charts
from vsm_cli.diagrams.charts.as_mermaid import as_mermaid
from vsm_cli.diagrams.charts.chart import Flowchart, Kind, Line, Outline
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.model.settings import Layout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAMPLES = ("bank", "bank-zh", "bank-defects", "bank-defects-zh", "healthdata", "omg-incident")
MERMAID = Path(__file__).parents[1] / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
pytestmark = pytest.mark.skipif(
    not MERMAID.is_file(), reason="needs Mermaid (npm install --prefix tests mermaid)"
)

_DRAW = """async ([text, theme]) => {
    mermaid.initialize({startOnLoad: false, securityLevel: 'strict', theme});
    const drawn = await mermaid.render('drawn', text);
    document.body.innerHTML = drawn.svg;
    const found = document.body;
    return {
        labels: [...found.querySelectorAll('span.nodeLabel, span.edgeLabel')]
            .map(label => label.innerText),
        title: found.querySelector('title')?.textContent,
        nodes: found.querySelectorAll('g.node').length,
        edges: found.querySelectorAll('path.flowchart-link').length,
        frames: found.querySelectorAll('g.cluster').length,
        alien: found.querySelectorAll('script, img, iframe, a, ul, ol, h1, strong, em').length,
        hacked: window.hacked ?? null,
    };
}"""


@pytest.fixture(scope="module")
def page(chromium: "Browser") -> "Iterator[Page]":
    page = chromium.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body></body>")
    page.add_script_tag(path=MERMAID)
    yield page
    page.close()


def draw(page: "Page", text: str, theme: str = "default") -> dict[str, Any]:
    """What Mermaid draws, asserting that it is all that the text holds and nothing else."""
    found: dict[str, Any] = page.evaluate(_DRAW, [text, theme])
    lines = [line.strip() for line in text.splitlines()]
    assert found["nodes"] == sum(bool(re.match(r"n\d+[\[({]", line)) for line in lines)
    assert found["edges"] == sum(bool(re.match(r"\w+ (==|--|-\.)", line)) for line in lines)
    frames = sum(line.startswith("subgraph") for line in lines)
    # What stands in no lane has one without a name.
    assert found["frames"] == frames + text.startswith("swimlane")
    assert found["alien"] == 0
    assert found["hacked"] is None
    assert not any("Unsupported markdown" in label for label in found["labels"])
    return found


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        *[(name, "default") for name in SAMPLES],
        # Only colours differ in the dark, of the same outlines and lines.
        ("bank-defects", "dark"), ("bank-zh", "dark"), ("healthdata", "dark"),
    ],
)  # fmt: skip
def test_samples(page: "Page", name: str, theme: str) -> None:
    for text in all_texts(sample(name)):
        draw(page, text, theme)


def test_lanes(page: "Page") -> None:
    for name in ("bank", "bank-zh", "healthdata"):
        workspace = sample(name)
        for stream in workspace.streams.values():
            text = as_mermaid(charts.stream(Scope(workspace, layout=Layout.lanes), stream))
            assert text.startswith("swimlane-beta")
            draw(page, text)
    for seed in (1, 3):
        workspace, stream = random_case(seed, lanes=4)
        draw(page, as_mermaid(charts.stream(Scope(workspace, layout=Layout.lanes), stream)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(page: "Page", name: str) -> None:
    for text in all_texts(hostile_workspace(name)):
        draw(page, text)
    chart = Flowchart("LR", name)
    inside = chart.node("a", [name], group=chart.group("g", [name]))
    chart.edge(inside, chart.node("b", [name]), [name])
    found = draw(page, as_mermaid(chart))
    shown = clean(name)
    assert found["title"].replace("\u2060", "") == shown
    assert len(found["labels"]) == 4
    for label in found["labels"]:
        assert "".join(label.replace("\u2060", "").split()) == "".join(shown.split())


@pytest.mark.parametrize("outline", get_args(Outline))
@pytest.mark.parametrize("line", get_args(Line))
def test_every_outline_and_line_is_known(page: "Page", outline: Outline, line: Line) -> None:
    chart = Flowchart("TB", "x")
    kinds = get_args(Kind)
    nodes = [chart.node(kind, ["x"], outline=outline, kinds=[kind]) for kind in kinds]
    chart.edge(nodes[0], nodes[1], ["word"], line=line, wrong=True)
    chart.edge(nodes[1], nodes[2], line=line)
    draw(page, as_mermaid(chart))


@pytest.mark.parametrize("seed", range(10))
def test_random_streams(page: "Page", seed: int) -> None:
    workspace, stream = random_case(seed)
    draw(page, as_mermaid(charts.stream(Scope(workspace), stream)))


def test_many_streams(page: "Page") -> None:
    draw(page, as_mermaid(charts.landscape(Scope(workspace_of(many(120))))))


def test_differences(page: "Page") -> None:
    comparison = compare(sample("bank"), sample("bank-to-be"))
    for each in comparison.streams:
        draw(page, as_mermaid(charts.difference(comparison, each)))
