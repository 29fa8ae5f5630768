"""The row layout: whole, in reading order, and large enough to read on paper."""

from itertools import pairwise
from math import log

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.long_chain import chain
from tests.diagrams.measured import holds_together
from vsm_cli.diagrams.drawing import Drawing, ShapePart, TextPart
from vsm_cli.diagrams.paper import letters_on
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.loading import load_texts
from vsm_cli.model.settings import Layout, Paper
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace


def rows(workspace: Workspace, stream: Stream, paper: Paper | None = None) -> Drawing:
    return stream_map(Scope(workspace, layout=Layout.row, paper=paper), stream)


def boxes(drawing: Drawing) -> dict[str, ShapePart]:
    return {
        id: part
        for id, part in drawing.parts.items()
        if isinstance(part, ShapePart) and part.look.kind.split()[0] == "step"
    }


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("layout", [Layout.lanes, Layout.row])
def test_nothing_collides_on_maps_of_any_shape(seed: int, layout: Layout) -> None:
    workspace, stream = random_case(seed)
    drawing = stream_map(Scope(workspace, layout=layout), stream)
    assert len(boxes(drawing)) == len(stream.steps)
    assert holds_together(drawing) == []


@pytest.mark.parametrize("layout", [Layout.lanes, Layout.row])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_twelve_lanes_of_forty_steps_hold_together(layout: Layout, language: str) -> None:
    workspace = chain(40, owners=12, language=language, wild=True)
    drawing = stream_map(Scope(workspace, layout=layout), workspace.streams["s"])
    assert len(boxes(drawing)) == 40
    assert holds_together(drawing) == []


@pytest.mark.parametrize(("count", "paper"), [(18, Paper.a3), (9, Paper.a4)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_letters_are_large_enough_on_paper(count: int, paper: Paper, language: str) -> None:
    workspace = chain(count, language=language)
    drawing = stream_map(Scope(workspace, paper=paper), workspace.streams["s"])
    assert len(boxes(drawing)) == count
    assert letters_on(drawing, paper) >= 6.5


@pytest.mark.parametrize("count", [9, 14, 24, 40])
def test_rows_wrap_to_the_shape_of_a_screen(count: int) -> None:
    workspace = chain(count)
    drawing = stream_map(Scope(workspace), workspace.streams["s"])
    assert abs(log(drawing.width / drawing.height / 1.6)) < log(1.45)


def test_up_to_eight_columns_there_are_lanes_and_then_rows() -> None:
    for count, lanes in ((8, True), (9, False)):
        workspace = chain(count)
        drawing = stream_map(Scope(workspace), workspace.streams["s"])
        assert any(id.startswith("s.lane.") for id in drawing.parts) is lanes
        assert ("s.step.s0.owner" in drawing.parts) is not lanes


def test_boxes_stand_in_reading_order() -> None:
    workspace = chain(20)
    places = [part.place for part in boxes(rows(workspace, workspace.streams["s"])).values()]
    for one, next_one in pairwise(places):
        assert next_one.left > one.right or next_one.top > one.bottom


def test_far_routes_go_by_numbers_and_near_ones_by_lines() -> None:
    text = """
vsm: 1
teams: {t: {}}
streams:
  s:
    steps:
      a: {owner: t, process: 1h}
      b: {owner: t, process: 1h}
      c: {owner: t, process: 1h, next: {d: 90%, a: 10%}}
      d: {owner: t, process: 1h, next: {e: 80%, a: 20%}}
      e: {owner: t, process: 1h}
      f: {owner: t, process: 1h, next: {a: 5%, end: 95%}}
"""
    workspace = load_texts({"a.yaml": text}).workspace
    drawing = rows(workspace, workspace.streams["s"])
    assert "s.rework.c.a" in drawing.parts
    (number,) = {
        part.content
        for id, part in drawing.parts.items()
        if isinstance(part, ShapePart) and id in ("s.arrival.a", "s.route.f.a.flag")
    }
    assert number == "1"


def test_a_long_owner_has_smaller_letters_before_it_is_cut() -> None:
    text = (
        "vsm: 1\nteams: {t: {name: Infrastrukturbetriebsführung Nord}, u: {name: Desk}}\n"
        "streams: {s: {steps: {a: {owner: t}, b: {owner: u}}}}\n"
    )
    workspace = load_texts({"a.yaml": text}).workspace
    drawing = rows(workspace, workspace.streams["s"])
    long, short = (drawing.parts[f"s.step.{step}.owner.name"] for step in "ab")
    assert isinstance(long, TextPart)
    assert isinstance(short, TextPart)
    assert long.lines == ("Infrastrukturbetriebsführung Nord",)
    assert (long.type.size, short.type.size) == (8, 9)
