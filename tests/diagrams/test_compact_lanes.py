"""Lanes take no more room than what stands in them."""

from pathlib import Path

from tests.diagrams.measured import holds_together
from tests.diagrams.test_stream_map import drawing_of
from vsm_cli.api import Options, analyse
from vsm_cli.diagrams.drawing import Drawing, ShapePart, TextPart
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.loading import load_texts
from vsm_cli.model.settings import Layout

SAMPLES = Path(__file__).parents[2] / "samples"

# The empty area of the lanes of all samples that there were together, in square points, when each
# lane had rows of its own and a heading at both ends.
ONCE = 49_521_790
LATER = {"bank-to-be-zh"}


def area(drawing: Drawing, kind: str) -> int:
    return sum(
        part.place.width * part.place.height
        for part in drawing.parts.values()
        if isinstance(part, ShapePart) and part.look.kind.split()[0] == kind
    )


def test_the_lanes_of_the_samples_are_at_most_half_as_empty_as_they_once_were() -> None:
    empty = 0
    for file in SAMPLES.glob("*/vsm.yaml"):
        if file.parent.name in LATER:
            continue
        workspace = analyse([file.parent], Options(check=False)).workspaces[0].workspace
        for stream in workspace.streams.values():
            drawing = stream_map(Scope(workspace, layout=Layout.lanes), stream)
            empty += area(drawing, "lane") - area(drawing, "step")
    assert 0 < empty <= ONCE / 2


def test_lanes_share_rows_where_one_ends_before_the_other_begins() -> None:
    text = """
vsm: 1
teams: {one: {}, two: {}}
streams: {s: {layer: support, steps: {a: {owner: one}, b: {owner: two}, c: {owner: one}}}}
"""
    drawing = drawing_of(text, "s")
    lanes = {
        id: part.place
        for id, part in drawing.parts.items()
        if isinstance(part, ShapePart) and part.look.kind == "lane"
    }
    # What a team does later has its own piece of lane.
    assert list(lanes) == ["s.lane.one", "s.lane.two", "s.lane.one.3"]
    assert len({place.top for place in lanes.values()}) == 1
    lefts = sorted(place.left for place in lanes.values())
    rights = sorted(place.right for place in lanes.values())
    assert lefts[1:] == rights[:-1]


def test_a_supporting_stream_without_a_customer_has_no_lane_for_one() -> None:
    def ids(text: str) -> set[str]:
        drawing = drawing_of(f"vsm: 1\nstreams: {{s: {{layer: support, {text}}}}}", "s")
        return {id for id in drawing.parts if id in ("s.lane.customer", "s.total.perceived")}

    assert ids("steps: {a: {process: 1h, wait: 1h}}") == set()
    both = {"s.lane.customer", "s.total.perceived"}
    assert ids("customer: branches, steps: {a: {}}") == both
    assert ids("steps: {a: {touchpoint: phone}}") == both


def test_how_the_customer_takes_part_is_not_cut_where_the_lanes_end() -> None:
    steps = "".join(f"{id}: {{owner: t}}, " for id in "cdefg")
    steps += "b: {owner: t, touchpoint: SAS Enterprise Guide}"
    text = f"vsm: 1\nteams: {{t: {{}}}}\nstreams: {{s: {{customer: x, steps: {{{steps}}}}}}}\n"
    workspace = load_texts({"a.yaml": text}).workspace
    drawing = stream_map(Scope(workspace, layout=Layout.lanes), workspace.streams["s"])
    channel = drawing.parts["s.touchpoint.b.channel"]
    assert isinstance(channel, TextPart)
    assert channel.lines == ("SAS Enterprise Guide",)
    assert channel.place.right < drawing.parts["s.touchpoint.b"].place.left
    assert holds_together(drawing) == []
