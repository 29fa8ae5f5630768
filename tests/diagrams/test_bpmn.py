"""Streams as BPMN 2.0: what is written is read back, valid, and stands where it should."""

import json
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.pictures import Area
from tests.diagrams.test_landscape import sample, workspace_of
from vsm_cli.diagrams.bpmn import as_bpmn
from vsm_cli.diagrams.scope import Scope
from vsm_cli.errors import VsmError
from vsm_cli.exchange.bpmn.reading import read_bpmn
from vsm_cli.language import spoken
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.writing import as_yaml

SAMPLES = ("bank", "bank-zh", "bank-to-be", "bank-defects", "healthdata", "omg-incident",
           "published/1-value-stream-mapping", "published/2-incident-response",
           "published/3-claim-handling", "published/4-incident-with-review", "published/5-rework",
           "published/6-create-deliver-support")  # fmt: skip
SCHEMA = Path(__file__).parents[1] / "node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
CASES = [*SAMPLES, *range(12)]
HOSTILE = ("a & <b>", 'say "no"', "]]>", "\x07\u202e", "恢复 服务", "x" * 300, " ", "&#10;")


def streams_of(case: str | int) -> list[tuple[Workspace, Stream]]:
    if isinstance(case, int):
        return [random_case(case, steps=30, lanes=6)]
    workspace = sample(case)
    return [(workspace, stream) for stream in workspace.streams.values()]


def contents(step: Step) -> dict[str, Any]:
    """What BPMN holds of a step."""
    routes = {
        route.target: None if route.share is None else round(route.share, 6)
        for route in step.routes
    }
    several = len(routes) > 1
    return {
        "name": step.label,
        "owner": step.owner,
        "automated": step.automated,
        "description": step.description and " ".join(step.description.split()),
        "split": step.split if several else "one",
        "routes": routes if several else list(routes) or ["end"],
    }


def read_again(text: str) -> Workspace:
    imported = read_bpmn(text.encode(), "x.bpmn")
    assert imported.is_whole
    loaded = load_texts({"vsm.yaml": as_yaml({"vsm": 1, **imported.definitions}, "")})
    assert loaded.findings == []
    return loaded.workspace


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_read_again(case: str | int) -> None:
    for workspace, stream in streams_of(case):
        [again] = read_again(as_bpmn(Scope(workspace), stream)).streams.values()
        assert (again.id, again.label) == (stream.id, stream.label)
        assert (again.trigger, again.value) == (stream.trigger, stream.value)
        assert list(again.steps) == list(stream.steps)
        for step in stream.steps.values():
            read, written = contents(again.steps[step.id]), contents(step)
            # Texts about links to other streams, which stand closed, come to the description.
            if step.starts or step.uses:
                del read["description"], written["description"]
            assert read == written


@pytest.mark.parametrize("case", CASES)
def test_valid_against_the_official_schema(case: str | int) -> None:
    if not SCHEMA.is_file():
        pytest.skip("needs the schema of BPMN (npm install --prefix tests bpmn-moddle@10)")
    schema = official_schema()
    for workspace, stream in streams_of(case):
        assert list(schema.iter_errors(as_bpmn(Scope(workspace), stream))) == []


def official_schema(known: list[Any] = []) -> Any:  # noqa: B006 -- kept: it takes a second
    from xmlschema import XMLSchema

    if not known:
        known.append(XMLSchema(SCHEMA))
    return known[0]


class Drawn:
    """The shapes and edges of a file."""

    def __init__(self, text: str) -> None:
        self.root = ElementTree.fromstring(text)
        self.shapes: dict[str, Area] = {}
        self.edges: dict[str, list[tuple[float, float]]] = {}
        for shape in self.root.iter(f"{DI}BPMNShape"):
            bounds = next(each for each in shape if each.tag.endswith("}Bounds"))
            x, y, width, height = (
                float(bounds.attrib[key]) for key in ("x", "y", "width", "height")
            )
            self.shapes[shape.attrib["bpmnElement"]] = Area(x, y, x + width, y + height)
        for edge in self.root.iter(f"{DI}BPMNEdge"):
            self.edges[edge.attrib["bpmnElement"]] = [
                (float(point.attrib["x"]), float(point.attrib["y"]))
                for point in edge
                if point.tag.endswith("}waypoint")
            ]

    def all(self, kind: str) -> Iterator[ElementTree.Element]:
        return self.root.iter(f"{BPMN}{kind}")

    def nodes(self) -> dict[str, Area]:
        kinds = ("task", "serviceTask", "startEvent", "endEvent", "exclusiveGateway",
                 "parallelGateway", "inclusiveGateway")  # fmt: skip
        ids = [node.attrib["id"] for kind in kinds for node in self.all(kind)]
        return {id: self.shapes[id] for id in ids}


@pytest.mark.parametrize("case", CASES)
def test_everything_stands_in_its_lane_and_lines_lead_from_shape_to_shape(case: str | int) -> None:
    for workspace, stream in streams_of(case):
        drawn = Drawn(as_bpmn(Scope(workspace), stream))
        nodes, pool = drawn.nodes(), drawn.shapes["pool"]
        for (_, one), (_, other) in combinations(nodes.items(), 2):
            assert not one.meets(other)
        placed = []
        for lane in drawn.all("lane"):
            area = drawn.shapes[lane.attrib["id"]]
            assert holds(pool, area)
            for reference in lane:
                placed.append(reference.text)
                assert holds(area, nodes[str(reference.text)])
        assert sorted(map(str, placed)) == sorted(nodes)
        for kind in ("sequenceFlow", "messageFlow"):
            for flow in drawn.all(kind):
                points = drawn.edges[flow.attrib["id"]]
                assert on_border(drawn.shapes[flow.attrib["sourceRef"]], points[0])
                assert on_border(drawn.shapes[flow.attrib["targetRef"]], points[-1])
                assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
                if kind == "sequenceFlow":
                    assert all(x <= pool.right and y <= pool.bottom for x, y in points)


def holds(outer: Area, inner: Area) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def on_border(area: Area, point: tuple[float, float]) -> bool:
    """Whether a point lies on the border of a shape; that of a diamond or a circle lies within its
    bounds."""
    x, y = point
    within = area.left <= x <= area.right and area.top <= y <= area.bottom
    if area.right - area.left == 50:  # a gateway
        middle_x, middle_y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
        return within and abs(x - middle_x) + abs(y - middle_y) == 25
    return within and (x in (area.left, area.right) or y in (area.top, area.bottom))


@pytest.mark.parametrize("case", SAMPLES)
def test_lines_run_through_no_step(case: str) -> None:
    for workspace, stream in streams_of(case):
        drawn = Drawn(as_bpmn(Scope(workspace), stream))
        nodes = drawn.nodes()
        for flow in (*drawn.all("sequenceFlow"), *drawn.all("messageFlow")):
            ends = flow.attrib["sourceRef"], flow.attrib["targetRef"]
            for (x1, y1), (x2, y2) in pairwise(drawn.edges[flow.attrib["id"]]):
                stretch = Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                for id, area in nodes.items():
                    if id not in ends:
                        assert not stretch.meets(area.shrunk(1)), (stream.id, flow.attrib, id)


def one_stream(steps: dict[str, Any], **said: Any) -> tuple[Workspace, Stream]:
    document = {"vsm": 1, "teams": {"t": {}}, "streams": {"one": {**said, "steps": steps}}}
    workspace = workspace_of(json.dumps(document))
    return workspace, workspace.streams["one"]


def gateways(text: str) -> dict[str, str]:
    """The kinds of the gateways by their ids."""
    return {
        node.attrib["id"]: node.tag.removeprefix(BPMN)
        for node in ElementTree.fromstring(text).iter()
        if node.tag.endswith("Gateway")
    }


def test_branches_wait_for_each_other_and_others_do_not() -> None:
    workspace, stream = one_stream(
        {
            "a": {"next": ["b", "c"]},
            "b": {"next": {"d": "20%", "e": "80%"}},
            "d": {"next": "e"},
            "c": {"next": "e"},
            "e": {"next": {"e": "5%", "end": "95%"}},
        }
    )
    assert gateways(as_bpmn(Scope(workspace), stream)) == {
        "split_step_a": "parallelGateway",
        "split_step_b": "exclusiveGateway",
        "split_step_e": "exclusiveGateway",
        # Both ways of b, then these with c, then these or again.
        "join1_step_e": "exclusiveGateway",
        "join2_step_e": "parallelGateway",
        "join3_step_e": "exclusiveGateway",
    }


def test_some_of_several() -> None:
    steps = {"a": {"next": ["b", {"c": "10%"}]}, "b": {"next": "d"}, "c": {"next": "d"}, "d": {}}
    workspace, stream = one_stream(steps)
    text = as_bpmn(Scope(workspace), stream)
    assert set(gateways(text).values()) == {"inclusiveGateway"}
    again = read_again(text).streams["one"]
    assert contents(again.steps["a"]) == contents(stream.steps["a"])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(name: str) -> None:
    workspace, stream = one_stream(
        {"a": {"name": name, "owner": "t", "description": name}},
        name=name,
        trigger=name,
        value=name,
    )
    text = as_bpmn(Scope(workspace), stream)
    assert ElementTree.fromstring(text) is not None
    if SCHEMA.is_file():
        assert list(official_schema().iter_errors(text)) == []
    assert list(read_again(text).streams["one"].steps) == ["a"]


def test_ids_are_those_that_xml_takes() -> None:
    workspace, stream = one_stream({"恢复": {}, "007": {}, "a.b".replace(".", "-"): {}})
    text = as_bpmn(Scope(workspace), stream)
    assert all(id.isascii() for id in Drawn(text).shapes)
    assert list(read_again(text).streams["one"].steps) == ["恢复", "007", "a-b"]


def test_in_the_language_of_the_reader() -> None:
    workspace, stream = one_stream({"a": {"next": {"b": "", "end": ""}}, "b": {}})
    with spoken("zh"):
        text = as_bpmn(Scope(workspace), stream)
    assert 'name="开始"' in text
    again = read_again(text).streams["one"]
    assert again.trigger is None
    assert again.steps["a"].description is None


def test_no_steps_no_diagram() -> None:
    workspace, stream = one_stream({})
    with pytest.raises(VsmError):
        as_bpmn(Scope(workspace), stream)


def test_the_same_each_time() -> None:
    for workspace, stream in streams_of("bank"):
        assert as_bpmn(Scope(workspace), stream) == as_bpmn(Scope(sample("bank")), stream)
