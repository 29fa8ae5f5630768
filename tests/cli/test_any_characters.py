"""Whatever characters keys, ids and values hold: every command has its say, in a form that can
be read."""

import json
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vsm_cli.api import Options, analyse
from vsm_cli.api.html_page import page
from vsm_cli.cli.check_formats import CheckFormat, text_of
from vsm_cli.diagrams.album import album
from vsm_cli.diagrams.charts import as_dot, as_mermaid
from vsm_cli.diagrams.engine import draw
from vsm_cli.diagrams.fixed_dot import fixed_dot
from vsm_cli.diagrams.scope import Scope
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.report.contents import contents
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import overview

# All of Unicode, halves of pairs too, and often what means something somewhere.
SIGNS = st.sampled_from(
    ["\ud83d", "\ude00", "\ud800", "\ufffe", "\uffff", "\x00", "\x1b[31m", "\x85", "\u2028",
     "\u202e", "\u200d", "\ufeff", "\n", "::", "##[", '" x="', "</script>", "]]>", "-->", "<b>",
     "\\", "\\N", "%s", "{x}", "&amp;", ".", "~", "..", "/", "漢" * 90, "a", "A"]
)  # fmt: skip
PARTS = st.sampled_from(
    ["label", "tick", "name", "route", "problems", "legend", "step", "accepts", "criteria", "share",
     "path", "via", "title", "graph", "description", "heading", "words", "idea", "1", "no-owner"]
)  # fmt: skip
TEXTS = PARTS | st.lists(SIGNS | st.text(st.characters(), max_size=3), min_size=1, max_size=4).map(
    "".join
)
MACHINE = {
    CheckFormat.json: json.loads,
    CheckFormat.sarif: json.loads,
    CheckFormat.gitlab: json.loads,
    CheckFormat.junit: ElementTree.fromstring,
}


def definition(one: str, two: str) -> str:
    """Two texts wherever there is room for one: as ids, keys, values that are kept and refused."""
    data = {
        "vsm": 1,
        one: two,
        "title": two,
        "teams": {one: {"name": two}, two: {one: 1}},
        "systems": {one: {"name": two, "owner": one}, f"x{two}": {"owner": two}},
        "data": {one: {"master": one, "name": two}},
        "paths": [{"from": one, "to": f"x{two}", "via": two}],
        "streams": {
            one: {
                "name": two, "owner": one, "trigger": two, "customer": one, "demand": two, two: one,
                "steps": {
                    one: {"owner": one, "systems": [one], "process": "1h", "next": f"x{two}",
                          "accepts": {one: two}},
                    f"x{two}": {"name": one, "owner": two, "wait": one, "systems": [f"x{two}"],
                                "inputs": [one], "accepts": {one: two}},
                },
            },
            f"x{two}": {"steps": {one: {"starts": [one], "description": two, "ideas": [two]}}},
        },
        "journeys": {one: {"customer": two, "steps": [{"stream": one, "stage": two}]}},
    }  # fmt: skip
    return json.dumps(data)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "a.yaml"


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(one=TEXTS, two=TEXTS)
@example(one="\ud83d\ude00", two="\ud800")
@example(one='a" x="', two="b")
@example(one="漢" * 90, two="漢" * 91)
@example(one="label", two="name")
@example(one="a", two="\x85")
@example(one="\u200b", two=" ")
def test_every_command(file: Path, one: str, two: str) -> None:
    file.write_text(definition(one, two))
    report = analyse([file], Options())
    for format in CheckFormat:
        text = text_of(report, format)
        text.encode()
        MACHINE.get(format, str)(text)
    (only,) = report.workspaces
    facts = overview(only.workspace, only.diagnostics, only.suppressed)
    json.loads(as_json(facts))
    for text in (markdown(contents(facts)), terminal(contents(facts), width=80, colour=False)):
        text.encode()
    for picture in album(Scope(only.workspace, problems=report.diagnostics, files="")):
        assert len(picture.path.rpartition("/")[2].encode()) <= 200
        for text in (as_dot(picture.chart()), as_mermaid(picture.chart())):
            text.encode()
        drawing = picture.draw()
        fixed_dot(drawing).encode()
        assert all(map(is_id, drawing.parts)), drawing.meanings


def is_id(id: str) -> bool:
    return all(char.isalnum() or char in ".-_" or category(char) in ("Mn", "Mc") for char in id)


HOSTILE = ('a" x="', "</svg><script>", "b\\", "漢" * 90, "\ud83d\ude00", "\ud800", "a.b", "-->")


@pytest.mark.parametrize("id_", HOSTILE)
def test_ids_in_every_finished_picture(file: Path, id_: str) -> None:
    file.write_text(definition(id_, f"{id_}{id_}"))
    report = analyse([file], Options())
    (only,) = report.workspaces
    for picture in album(Scope(only.workspace, problems=report.diagnostics, files="")):
        ids = list(ids_of(draw(picture.draw())))
        assert len(ids) == len(set(ids)) > 3
        assert all(map(is_id, ids))
    html = page(report, files="").html
    assert html.count("<script") == html.count("</script>")
    html.encode()


def ids_of(svg: str) -> Iterator[str]:
    for part in ElementTree.fromstring(svg).iter():
        if "id" in part.attrib:
            yield part.attrib["id"]
