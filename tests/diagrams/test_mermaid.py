"""Mermaid texts: what they say, that people's text stays text, and that they never vary."""

import html
import json
import re
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagrams.graphs import random_case
from tests.diagrams.test_landscape import CASE, many, sample, workspace_of
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import charts
from vsm_cli.diagrams.charts.as_mermaid import as_mermaid, escaped, notice_of
from vsm_cli.diagrams.charts.chart import Flowchart
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.loading import load_texts
from vsm_cli.model.settings import Layout
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Span

HOSTILE = (
    '"quote" [box] {rhombus} (round) |pipe| #35; &lt; ; \\n \\ `code`',
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>",
    "%%{init: {'theme':'forest','securityLevel':'loose'}}%%",
    "end",
    "o--o x--x --> ==> -.->",
    'click n1 call alert() "tip"',
    "1. list",
    "- list",
    "# heading",
    "**bold** _em_ ~~gone~~ [link](javascript:alert(1)) ![i](x)",
    "https://example.com www.example.com a@example.com",
    "line\nbreak\r\nand\ttab\u2028and more",
    "style x:y#35; classDef a:b#35;",
    "$$x^2$$ fa:fa-ban ﬂ°°60¶ß",
    "---\ntitle: x\n---",
    "子图 “引号” 《书》（括号）；、",
    "🚀 👩‍🔧 \u202eright to left",
    "\x00\x1b[31m\ud800",
)
PARTS = (
    """
vsm: 1
teams: {desk: {name: Service desk}, dev: {name: Development}}
systems: {itsm: {name: Service tool}, git: {name: Repository}, mail: {}}
data: {ticket: {name: Ticket}, fix: {name: Fix}}
paths:
  - {from: mail, to: itsm, mode: manual, via: typed in, process: 5m, owner: desk}
""",
    """
vsm: 1
streams:
  repair:
    name: Repair a fault
    trigger: A branch calls
    customer: Branch
    owner: desk
    layer: core
    type: fault-repair
    demand: 40/month
    steps:
      call: {owner: customer, systems: mail, touchpoint: phone, process: 5m, wait: 0m}
      sort:
        name: Sort it
        owner: desk
        systems: itsm
        process: 10m
        wait: 2h
        complete-accurate: 90%
        next: {build: 70%, end: 20%, call: 10%}
      build:
        name: Build it
        owner: dev
        systems: git
        process: 1d
        wait: 3d
        outputs: fix
        accepts: {ticket: can be repeated}
        uses: {stream: other, wait: true}
        starts: {stream: other, share: 20%}
      close: {systems: git, inputs: fix, process: 5m, work: adding, automated: true}
""",
    """
vsm: 1
streams:
  other: {name: Something else, steps: {only: {owner: dev, systems: git}}}
""",
    """
vsm: 1
journeys:
  year:
    name: A year
    owner: desk
    closed-loop: true
    steps:
      - {stage: explore}
      - {stage: engage, stream: repair, wait: 4h}
      - {stage: co-create, stream: [other, repair], share: 30%}
""",
)
LINE = re.compile(
    (
        r"flowchart (LR|TB)|swimlane-beta LR|accTitle: TEXT|end"
        r"|n\d+(\[|\(|\{\{|\[\[|\[\()\"TEXT\"(\]|\)|\}\}|\]\]|\)\])"
        r"|subgraph g\d+\[\"TEXT\"\]"
        r"|[ng]\d+ (-->|==>|-\.->|-\.-)(\|\"TEXT\"\|)? [ng]\d+"
        r"|classDef \w+ [\w:#,\- ]+|class n\d+(,n\d+)* \w+|linkStyle \d+(,\d+)* [\w:#,\-]+"
    ).replace("TEXT", r"(?:[\w ,.:/%\-]|[^\x00-\x7f]|#\d+;|<br/>)+")
)


def planned(order: Sequence[int] = range(4)) -> Workspace:
    files = {f"{place}.yaml": PARTS[part] for place, part in enumerate(order)}
    return load_texts({"vsm.yaml": "vsm: 1\n", **files}).workspace


def all_charts(workspace: Workspace, problems: tuple[Diagnostic, ...] = ()) -> list[Flowchart]:
    return [
        charts.landscape(Scope(workspace, problems=problems)),
        charts.systems(Scope(workspace, problems=problems)),
        charts.handoffs(Scope(workspace, problems=problems)),
        *(
            charts.journey(Scope(workspace, problems=problems), each)
            for each in workspace.journeys.values()
        ),
        *(
            charts.stream(Scope(workspace, problems=problems), each)
            for each in workspace.streams.values()
        ),
    ]


def all_texts(workspace: Workspace, problems: tuple[Diagnostic, ...] = ()) -> list[str]:
    return [as_mermaid(chart) for chart in all_charts(workspace, problems)]


def hostile_workspace(name: str) -> Workspace:
    """Every text that a person may write is `name`."""
    document = {
        "vsm": 1,
        "title": name,
        "teams": {"t": {"name": name}},
        "systems": {"s": {"name": name}, "r": {"name": name, "owner": "t"}},
        "data": {"d": {"name": name, "master": "s"}},
        "paths": [{"from": "s", "to": "r", "via": name, "data": "d", "mode": "manual"}],
        "streams": {
            "one": {
                "name": name,
                "trigger": name,
                "customer": name,
                "type": name,
                "owner": "t",
                "steps": {
                    "a": {
                        "name": name,
                        "owner": "t",
                        "systems": "s",
                        "touchpoint": name,
                        "accepts": {"d": name},
                        "starts": {"stream": "two", "data": "d", "via": name},
                    },
                    "b": {"name": name, "owner": "customer", "systems": "r", "uses": "two"},
                },
            },
            "two": {"name": name, "layer": "core", "steps": {"c": {"name": name}}},
        },
        "journeys": {"j": {"name": name, "customer": name, "steps": [{"stream": "one"}, {}]}},
    }
    return load_texts({"vsm.yaml": json.dumps(document)}).workspace


def unescaped(text: str) -> str:
    return html.unescape(text.replace("#", "&#"))


def line_with(text: str, part: str) -> str:
    return next(line.strip() for line in text.splitlines() if part in line)


@given(st.text(max_size=40))
def test_escaping_keeps_the_text_and_lets_nothing_through(text: str) -> None:
    safe = escaped(text)
    assert re.fullmatch(r"(?:[\w ,.:/%\-]|[^\x00-\x7f]|#\d+;)*", safe)
    assert unescaped(safe).replace("\u2060", "") == clean(text).replace("\u2060", "")


@pytest.mark.parametrize("text", ["95%", "9.5d", "on-call", "Lead time: 2h", "a, b/c", "贯通（%）"])
def test_harmless_texts_stay_readable(text: str) -> None:
    assert escaped(text).replace("#37;", "%") == text


@pytest.mark.parametrize("text", ["1. x", "- x", "%%x", "a:b", "www.x.y", "x%%"])
def test_what_mermaid_or_markdown_would_read_is_escaped(text: str) -> None:
    assert escaped(text) != text


def test_a_long_text_is_cut() -> None:
    assert len(escaped("a" * 10_000)) < 200


@pytest.mark.parametrize("name", HOSTILE)
def test_every_line_is_ours(name: str) -> None:
    for text in all_texts(hostile_workspace(name)):
        for line in text.splitlines():
            assert LINE.fullmatch(line.strip()), line


@given(st.text(max_size=30))
def test_no_name_breaks_a_line(name: str) -> None:
    for text in all_texts(hostile_workspace(name)):
        assert all(LINE.fullmatch(line.strip()) for line in text.splitlines())


@pytest.mark.parametrize("seed", range(20))
def test_random_streams_give_whole_texts(seed: int) -> None:
    workspace, stream = random_case(seed)
    text = as_mermaid(charts.stream(Scope(workspace), stream))
    assert all(LINE.fullmatch(line.strip()) for line in text.splitlines())
    steps = [line for line in text.splitlines() if re.match(r"        n\d", line)]
    assert len(steps) == len(stream.steps)


def test_a_stream_says_what_its_map_says() -> None:
    workspace = planned()
    text = as_mermaid(charts.stream(Scope(workspace), workspace.streams["repair"]))
    assert line_with(text, "subgraph g1") == 'subgraph g1["Customer"]'
    assert line_with(text, '"No owner"')
    assert "Trigger: A branch calls" in line_with(text, "n1(")
    sort = line_with(text, '["Sort it')
    assert "Systems: Service tool" in sort
    assert "PT: 10m · Wait: 2h · #37;C#38;A: 90%" in sort
    build = line_with(text, '["Build it')
    assert "Accepts Ticket · Criteria: can be repeated" in build
    assert "Bottleneck · " in build
    close = line_with(text, '["close')
    assert "automated · value adding" in close
    assert "no owner" in close
    assert "class n3 bottleneck" not in text
    numbers = {name: line.split("[")[0] for name, line in (("build", build), ("close", close))}
    assert f"class {numbers['build']} bottleneck" in text
    assert f"class {numbers['close']} ownerless" in text


def test_an_owner_has_one_frame_however_often_the_work_comes_back() -> None:
    owners = ["desk", "dev", "ops", "desk"]
    steps = ", ".join(f"s{n}: {{owner: {owner}}}" for n, owner in enumerate(owners))
    workspace = workspace_of(
        "vsm: 1\nteams: {desk: {}, dev: {}, ops: {}}\n"
        f"streams: {{x: {{steps: {{{steps}}}}}}}\n"
    )
    text = as_mermaid(charts.stream(Scope(workspace), workspace.streams["x"]))
    assert re.findall(r'subgraph g\d\["(.*)"\]', text) == ["desk", "dev", "ops"]
    inside = text.partition('"desk"')[2].partition("end\n")[0]
    assert re.findall(r'\["(s\d)', inside) == ["s0", "s3"]


def test_lanes_that_are_asked_for_are_those_of_mermaid() -> None:
    workspace = planned()
    repair = workspace.streams["repair"]
    plain = as_mermaid(charts.stream(Scope(workspace), repair))
    lanes = as_mermaid(charts.stream(Scope(workspace, layout=Layout.lanes), repair))
    assert plain.startswith("flowchart LR\n")
    assert lanes == plain.replace("flowchart", "swimlane-beta", 1)
    assert as_mermaid(charts.systems(Scope(workspace, layout=Layout.lanes))).startswith("flowchart")


def test_lanes_are_left_out_where_they_would_take_minutes() -> None:
    chart = Flowchart("LR", "x", lanes=True)
    ends = chart.node("a", ["a"]), chart.node("b", ["b"])
    for _ in range(40):
        chart.edge(*ends)
    assert as_mermaid(chart).startswith("swimlane-beta")
    assert notice_of("x", chart, as_mermaid(chart)) is None
    chart.edge(*ends)
    assert as_mermaid(chart).startswith("flowchart")
    assert "at most 40 in lanes" in (notice_of("x", chart, as_mermaid(chart)) or "")


def test_a_way_back_to_the_same_node_is_said_in_it() -> None:
    """Mermaid draws none within a frame."""
    chart = Flowchart("LR", "x")
    node = chart.node("a", ["Check"], group=chart.group("g", ["Desk"]))
    chart.edge(node, node, ["rework", "25%"], line="dotted")
    text = as_mermaid(chart)
    assert 'n1["Check<br/>back to itself · rework · 25%"]' in text
    assert "-.->" not in text


def test_routes_tell_hand_offs_rework_shares_and_paths() -> None:
    workspace = planned()
    text = unescaped(as_mermaid(charts.stream(Scope(workspace), workspace.streams["repair"])))
    call, sort, build, close = (
        line_with(text, f'["{name}').split("[")[0]
        for name in ("call", "Sort it", "Build it", "close")
    )
    end = line_with(text, '("End').split("(")[0]
    assert f'{call} ==>|"by hand · typed in · 5m"| {sort}' in text
    assert f'{sort} -.->|"rework<br/>10%' in text
    assert f'{sort} ==>|"70%<br/>no path"| {build}' in text
    assert f'{sort} -->|"20%"| {end}' in text
    assert f"{build} --> {close}" in text
    wrong = line_with(text, "linkStyle").split()[1]
    edges = [line for line in text.splitlines() if re.match(r" +n\d+ [-=]", line)]
    assert all("no path" in edges[int(number)] for number in wrong.split(","))


def test_other_streams_have_shapes_of_their_own() -> None:
    workspace = planned()
    text = as_mermaid(charts.stream(Scope(workspace), workspace.streams["repair"]))
    started = line_with(text, '{{"Starts Something else"}}').split("{")[0]
    used = line_with(text, '[["Uses Something else"]]').split("[")[0]
    assert '|"20%"| ' + started in text
    assert f'-.-|"waits for Something else"| {used}' in text


def test_the_landscape_has_layers_and_says_what_is_open() -> None:
    workspace = workspace_of(CASE)
    text = as_mermaid(charts.landscape(Scope(workspace)))
    for heading in ("Journeys", "Core streams", "Supporting streams"):
        assert f'["{heading}"]' in text
    repair = line_with(text, '["Repair a fault').split("[")[0]
    assert "Lead time: 3d, target ≤1d missed" in text
    assert f'-.->|"Engage"| {repair}' in text
    assert "no data named<br/>open: data" in text
    assert "gap: no stream" in line_with(text, "A year with us")
    assert "no owner" in line_with(text, '["Build a service')


def test_above_thirty_streams_teams_stand_for_theirs() -> None:
    small, large = (
        as_mermaid(charts.landscape(Scope(workspace_of(many(count))))) for count in (30, 120)
    )
    assert '["s7' in small
    assert '["s7' not in large
    assert '["t3<br/>streams: ' in large


def test_systems_have_paths_owners_and_what_is_missing() -> None:
    text = as_mermaid(charts.systems(Scope(planned())))
    tool = line_with(text, '[("Service tool').split("[")[0]
    repository = line_with(text, '[("Repository').split("[")[0]
    assert "Owner: nobody" in line_with(text, "Service tool")
    assert f'-.->|"by hand · typed in · 5m"| {tool}' in text
    assert f'{tool} -->|"no path"| {repository}' in text
    assert "linkStyle" in text


def test_hand_offs_are_counted_and_to_and_fro_is_marked() -> None:
    steps = ", ".join(f"s{n}: {{owner: {'ab'[n % 2]}, lead: 1d}}" for n in range(6))
    workspace = workspace_of(
        f"vsm: 1\nteams: {{a: {{name: Alpha}}, b: {{name: Beta}}}}\n"
        f"streams: {{x: {{demand: 12/month, steps: {{{steps}}}}}}}\n"
    )
    text = as_mermaid(charts.handoffs(Scope(workspace)))
    assert 'n1 -->|"hand-offs: 3<br/>36/month<br/>to and fro: 5 times"| n2' in text
    assert 'n2 -->|"hand-offs: 2<br/>24/month<br/>to and fro: 5 times"| n1' in text
    assert "linkStyle 0,1 " in text


def test_a_journey_has_its_stages_in_order_with_gaps_and_the_bottleneck() -> None:
    workspace = planned()
    text = as_mermaid(charts.journey(Scope(workspace), workspace.journeys["year"]))
    assert re.findall(r'subgraph g\d\["(.*)"\]', text) == ["Explore", "Engage", "Co-create"]
    assert line_with(text, "gap: no stream")
    assert 'g1 -->|"after 4h"| g2' in text
    assert 'g2 -->|"30%"| g3' in text
    assert "closed loop" in line_with(text, 'n1("A year')
    assert "Bottleneck · " in line_with(text, '["Repair a fault')


def test_a_difference_says_what_is_added_changed_and_removed() -> None:
    before = workspace_of(
        "vsm: 1\nteams: {t: {}}\nstreams:\n"
        "  a: {steps: {a: {lead: 1d}, check: {wait: 3d, process: 1h}, sign: {}}}\n"
        "  b: {steps: {b: {lead: 1d}}}\n  old: {steps: {x: {}}}\n"
    )
    after = workspace_of(
        "vsm: 1\nteams: {t: {}}\nstreams:\n"
        "  a: {steps: {a: {lead: 1d}, ask: {}, check: {wait: 1d, process: 1h}}}\n"
        "  b: {owner: t, steps: {b: {lead: 1d}}}\n  new: {steps: {y: {}}}\n"
    )
    comparison = compare(before, after)
    text, same, new, old = (
        as_mermaid(charts.difference(comparison, each)) for each in comparison.streams
    )
    assert "b<br/>Lead time: 1d<br/>" in same
    assert "changed" not in same
    assert "added" in line_with(text, '["ask<br/>')
    check = line_with(text, '["check<br/>')
    assert "changed<br/>before: PT: 1h · Wait: 3d" in check
    assert "removed" in line_with(text, '["sign<br/>')
    assert f"class {check.split('[')[0]} changed" in text
    assert "added" in line_with(new, '["y<br/>')
    assert "removed" in line_with(old, '["x<br/>')


def test_problems_are_told_at_what_they_concern() -> None:
    workspace = planned()
    elements = {
        "streams.repair.steps.sort": "Sort it",
        "systems.itsm": "Service tool",
        "journeys.year": "A year",
        "streams.other": "Something else",
    }
    for element, name in elements.items():
        problem = Diagnostic(
            code="VSM999",
            name="any",
            level=Level.ERROR,
            message="m",
            help=None,
            path="vsm.yaml",
            span=Span(1, 1, 1, 2),
            element=element,
            owner=None,
            team=None,
            related=(),
            fingerprint="f",
        )
        texts = all_texts(workspace, (problem,))
        lines = [line for text in texts for line in text.splitlines()]
        assert any(name in line and "any VSM999" in line for line in lines)


def test_the_order_of_files_changes_nothing() -> None:
    texts = {"\0".join(sorted(all_texts(planned(order)))) for order in permutations(range(4))}
    assert len(texts) == 1


def test_what_hosts_refuse_is_told() -> None:
    small = charts.landscape(Scope(workspace_of(CASE)))
    assert notice_of("x", small, as_mermaid(small)) is None
    chart = Flowchart("LR", "x")
    node = chart.node("x", ["x"])
    for _ in range(501):
        chart.edge(node, node, ["--> word"])
    notice = notice_of("streams/x", chart, as_mermaid(chart))
    assert notice is not None
    assert "streams/x" in notice
    assert "501 edges" in notice
    assert notice_of("x", small, "x" * 50_001)


@pytest.mark.parametrize(
    "name", ["bank", "bank-zh", "bank-defects", "bank-defects-zh", "healthdata", "omg-incident"]
)
def test_samples_stay_within_what_hosts_draw(name: str) -> None:
    for chart in all_charts(sample(name)):
        text = as_mermaid(chart)
        assert notice_of(name, chart, text) is None
        assert all(LINE.fullmatch(line.strip()) for line in text.splitlines())
