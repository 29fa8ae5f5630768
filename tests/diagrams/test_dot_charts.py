"""Charts as graphs for `dot`: every element a node of its own name, every route an edge, and
nothing placed; Graphviz' own `dot` and the bundled engine draw them whole."""

import json
import re
import unicodedata
from collections import Counter

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.installed import needs_graphviz
from tests.diagrams.test_landscape import sample
from tests.diagrams.test_mermaid import HOSTILE, all_charts, hostile_workspace, planned
from vsm_cli.diagrams import charts
from vsm_cli.diagrams.charts.as_dot import as_dot
from vsm_cli.diagrams.charts.chart import Flowchart
from vsm_cli.diagrams.engine import BUNDLED, Engine, places
from vsm_cli.diagrams.scope import Scope
from vsm_cli.loading import load_texts

ENGINES = [BUNDLED, pytest.param(Engine("system"), marks=needs_graphviz)]


def drawn(chart: Flowchart, engine: Engine) -> tuple[set[str], Counter[tuple[str, str]]]:
    """The nodes and the edges that have a place when `dot` is through."""
    found = json.loads(places("case", as_dot(chart), engine))
    names = {part["_gvid"]: part["name"] for part in found.get("objects", ())}
    nodes = {part["name"] for part in found.get("objects", ()) if "pos" in part}
    edges = (part for part in found.get("edges", ()) if "pos" in part)
    return nodes, Counter((names[part["tail"]], names[part["head"]]) for part in edges)


def line_of(text: str, start: str) -> str:
    return next(line.strip() for line in text.splitlines() if line.strip().startswith(start))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lanes", [2, 20])
@pytest.mark.parametrize("seed", range(8))
def test_every_step_is_a_node_and_every_route_an_edge(
    seed: int, lanes: int, engine: Engine
) -> None:
    workspace, stream = random_case(seed, lanes=lanes)
    chart = charts.stream(Scope(workspace), stream)
    nodes, edges = drawn(chart, engine)
    assert stream.steps.keys() <= nodes
    assert edges.total() == len(chart.edges)
    routes = Counter((s.id, route.target) for s in stream.steps.values() for route in s.routes)
    between = nodes & (stream.steps.keys() | {"end"})
    assert Counter({ends: n for ends, n in edges.items() if between.issuperset(ends)}) == routes


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["bank", "bank-zh", "bank-defects", "healthdata"])
def test_all_views_of_the_samples_are_drawn_whole(name: str, engine: Engine) -> None:
    for chart in all_charts(sample(name)):
        nodes, edges = drawn(chart, engine)
        assert chart.nodes.keys() <= nodes
        assert Counter((edge.source, edge.target) for edge in chart.edges) <= edges


def test_nothing_is_placed() -> None:
    for chart in all_charts(planned()):
        assert not re.search(r"\b(pos|width|height|bb|lp)=", as_dot(chart))


def test_a_node_says_what_its_element_is_and_an_edge_what_passes() -> None:
    workspace = planned()
    text = as_dot(charts.stream(Scope(workspace), workspace.streams["repair"]))
    assert r'label="Sort it\nService desk\nSystems: Service tool\n' in line_of(text, '"sort" [')
    assert 'class="bottleneck"' in line_of(text, '"build" [')
    assert 'class="ownerless"' in line_of(text, '"close" [')
    assert r'label="70%\nno path"' in line_of(text, '"sort" -> "build"')
    assert 'style="dashed"' in line_of(text, '"sort" -> "call"')
    assert line_of(text, '"build" -> "starts.other"')
    assert 'dir="none"' in line_of(text, '"build" -> "uses.other"')


def test_up_to_three_owners_have_a_frame_and_more_a_colour_each() -> None:
    def text_of(owners: str) -> str:
        steps = ", ".join(f"s{place}: {{owner: {owner}}}" for place, owner in enumerate(owners))
        teams = ", ".join(f"{owner}: {{name: Team {owner}}}" for owner in owners)
        file = f"vsm: 1\nteams: {{{teams}}}\nstreams: {{x: {{steps: {{{steps}}}}}}}\n"
        workspace = load_texts({"vsm.yaml": file}).workspace
        return as_dot(charts.stream(Scope(workspace), workspace.streams["x"]))

    few, many = text_of("abc"), text_of("abcd")
    assert few.count("subgraph cluster_") == 3
    assert 'label="Team a"' in few
    assert "subgraph" not in many
    grounds = {re.findall(r'fillcolor="(.*?)"', line_of(many, f'"s{n}" ['))[0] for n in range(4)}
    assert len(grounds) == 4
    assert r'label="s3\nTeam d' in many


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stage_that_edges_lead_to_is_a_node(engine: Engine) -> None:
    workspace = planned()
    nodes, edges = drawn(charts.journey(Scope(workspace), workspace.journeys["year"]), engine)
    stages = [step.id for step in workspace.journeys["year"].steps]
    assert {*stages, "journeys.year", f"{stages[1]}.repair"} <= nodes
    assert edges[stages[0], stages[1]] == 1
    assert edges[stages[1], f"{stages[1]}.repair"] == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_stays_text(name: str, engine: Engine) -> None:
    for chart in all_charts(hostile_workspace(name)):
        nodes, _ = drawn(chart, engine)
        assert chart.nodes.keys() <= nodes
    # An id is a person's text, too.
    chart = Flowchart("LR", name)
    one, other = chart.node(name, [name]), chart.node(name, [name])
    chart.edge(one, other, [name])
    nodes, edges = drawn(chart, engine)
    assert len(nodes) == len(chart.nodes) == 2
    assert sum(edges.values()) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_chinese_stays_within_its_node(engine: Engine) -> None:
    for chart in all_charts(sample("bank-zh")):
        for part in json.loads(places("case", as_dot(chart), engine))["objects"]:
            if "width" in part:
                lines = part["label"].split("\\n")
                wide = max(sum(unicodedata.east_asian_width(c) in "WF" for c in x) for x in lines)
                assert wide * 10 <= float(part["width"]) * 72, part["label"]
