"""Stream maps: nothing collides, nothing is lost, and everything due is there."""

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.installed import needs_graphviz
from tests.diagrams.pictures import SVG, Picture, collisions
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.loading import load_texts
from vsm_cli.model.settings import BUNDLED, Engine, Layout
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Span

CASE = """
vsm: 1
teams:
  desk: {name: Service desk, size: 6}
  dev: {name: Development, parent: desk}
roles:
  lead: {name: Lead, team: dev}
systems: {jira: {}, cmdb: {}, mail: {}, wiki: {}}
data: {fix: {name: The fix}, note: {}}
paths:
  - {from: jira, to: cmdb, via: webhook}
  - {from: cmdb, to: mail, via: re-keyed, mode: manual, process: 3m, ideas: [Connect the two]}
streams:
  other: {name: Find the cause, steps: {only: {}}}
  keep: {name: Keep records, steps: {only: {}}}
  repair:
    name: Repair a fault
    owner: lead
    customer: branch staff
    calendar: {day: 8h, week: 5d}
    delivered-at: confirm
    ideas: [{name: One form for all, owner: desk}]
    mapped: {state: future, basis: estimated}
    target: {perceived: 2d}
    steps:
      report: {owner: customer, touchpoint: phone, process: 5m, wait: 0, activity: engage}
      record: {owner: desk, systems: jira, process: 6m, wait: 1h, next: [build, tell],
               participants: lead, practices: [Service desk], work: adding}
      build: {owner: lead, systems: cmdb, process: 4h, wait: 3d, queue: 4, next: check,
              uses: keep, ideas: [Build less]}
      tell: {owner: desk, process: 5m, wait: 5m, every: 1w, automated: true, next: check}
      check: {systems: mail, process: 1h, wait: 1d, accepts: {fix: works},
              next: {confirm: 75%, record: 15%, end: 10%}}
      confirm: {owner: desk, systems: wiki, process: 5m, wait: 10m, complete-accurate: 90%,
                accepts: {fix: {criteria: Works, required-by: }},
                starts: [{stream: other, share: 20%}]}
      review: {owner: desk, wait: 1w, process: 10m}
"""


def workspace_of(text: str = CASE) -> Workspace:
    loaded = load_texts({"streams/a b.yaml": text})
    return loaded.workspace


def drawing_of(text: str = CASE, stream: str = "repair", **options: object) -> Drawing:
    workspace = workspace_of(text)
    return stream_map(Scope(workspace, **options), workspace.streams[stream])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def picture() -> Picture:
    return Picture(engine.draw(drawing_of(files="../../")))


def words(picture: Picture) -> str:
    return "\n".join(label.text for label in picture.labels())


@pytest.mark.parametrize("seed", range(14))
def test_nothing_collides_on_maps_of_any_shape(seed: int) -> None:
    workspace, stream = random_case(seed)
    drawing = stream_map(Scope(workspace), stream)
    picture = Picture(engine.draw(drawing))
    assert collisions(picture) == []
    assert len(picture.boxes()) == len(stream.steps)
    assert drawing.parts.keys() <= picture.parts.keys()


@needs_graphviz
@pytest.mark.parametrize("seed", [3, 11])
def test_both_engines_draw_the_same_positions(seed: int) -> None:
    workspace, stream = random_case(seed, steps=25)
    drawing = stream_map(Scope(workspace), stream)
    bundled, system = (
        Picture(engine.draw(drawing, which)) for which in (BUNDLED, Engine("system"))
    )
    assert bundled.boxes() == system.boxes()
    assert bundled.lines("route").keys() == system.lines("route").keys()


def test_the_sample_case_collides_nowhere(picture: Picture) -> None:
    assert collisions(picture) == []


def test_ids_begin_with_the_stream(picture: Picture) -> None:
    assert all(id.startswith("repair.") for id in picture.parts)


def test_every_step_and_route_is_there(picture: Picture) -> None:
    assert len(picture.boxes()) == 7
    assert {id for id, _ in picture.of_kind("route")} == {
        "repair.entry.report.route",
        "repair.end.check.route",
        "repair.end.review.route",
        "repair.route.report.record",
        "repair.route.record.build",
        "repair.route.record.tell",
        "repair.route.build.check",
        "repair.route.tell.check",
        "repair.route.check.confirm",
        "repair.route.confirm.review",
        "repair.rework.check.record",
    }
    handoffs = {id for id, _ in picture.of_kind("handoff")}
    assert "repair.route.report.record" in handoffs
    assert "repair.route.record.tell" not in handoffs


def test_splits_and_joins_are_marked(picture: Picture) -> None:
    for part in ("step.record.fork", "step.check.join", "step.check.choice"):
        assert f"repair.{part}" in picture.parts
    text = words(picture)
    assert "75%" in text
    assert "10%" in text
    assert "rework 15%" in text


def test_paths_stand_under_their_routes(picture: Picture) -> None:
    kinds = {id: part.attrib["class"] for id, part in picture.of_kind("path")}
    assert kinds["repair.route.record.build.path"] == "path automatic"
    assert kinds["repair.route.build.check.path"] == "path manual"
    assert kinds["repair.route.check.confirm.path"] == "path missing"
    assert "re-keyed · 3m" in words(picture)
    assert "no path" in words(picture)


def test_missing_owner_has_a_lane_and_a_ring(picture: Picture) -> None:
    assert "repair.step.check.no-owner" in picture.parts
    assert "repair.ownerless-lane" in picture.parts


def test_badges_tabs_links_and_ideas(picture: Picture) -> None:
    kinds = {kind for _, part in picture.parts.items() for kind in part.attrib["class"].split()}
    assert {"acceptance", "support", "link", "idea", "queue", "every", "adding"} <= kinds
    text = words(picture)
    assert "Find the cause 20%" in text
    assert "Whole stream: One form for all (Service desk)" in text
    assert "build: Build less" in text
    assert "Connect the two" in text


def test_repeated_acceptances_are_joined(picture: Picture) -> None:
    assert "Accepted again" in words(picture)
    assert "The fix: accepted 2 times" in words(picture)


def test_ladder_totals_and_bounds(picture: Picture) -> None:
    text = words(picture)
    assert "longest of 2: build" in text
    assert "delivered" in text
    assert "8h × 5d" in text
    # Estimated figures say so; %C&A of some steps only is an upper bound.
    assert "≈3d" in text
    assert "≤91.2%" in text
    after = picture.parts["repair.ladder.wait.review"]
    before = picture.parts["repair.ladder.wait.confirm"]
    fills = [next(part.iter(f"{SVG}polygon")).attrib["fill"] for part in (after, before)]
    assert fills[0] != fills[1]


def test_the_customers_time_is_hatched(picture: Picture) -> None:
    assert "repair.ladder.process.report.customer" in picture.parts
    assert "repair.touchpoint.report" in picture.parts


def test_the_bottleneck_has_a_band(picture: Picture) -> None:
    assert "repair.step.build.bottleneck" in picture.parts


def test_links_name_files_without_lines(picture: Picture) -> None:
    links = {a.attrib["href"] for a in picture.root.iter(f"{SVG}a")}
    assert links == {"../../streams/a%20b.yaml", "other.svg", "keep.svg"}


def test_the_legend_explains_only_what_occurs(picture: Picture) -> None:
    assert "rework" in {label.text for label in picture.labels()}
    plain = Picture(engine.draw(drawing_of(stream="other")))
    legend = {id.split(".")[2] for id in plain.parts if id.startswith("other.legend.")}
    assert legend == {"entry", "end", "route", "no-owner", "process-time", "quality"}


def test_problems_lie_over_their_elements() -> None:
    def problem(code: str, level: Level, element: str, text: str) -> Diagnostic:
        return Diagnostic(
            code=code,
            name="some-rule",
            level=level,
            message=text,
            help=None,
            path="a.yaml",
            span=Span(1, 1, 1, 2),
            element=element,
            owner=None,
            team=None,
            related=(),
            fingerprint=code,
        )

    problems = [
        problem("VSM102", Level.ERROR, "streams.repair.steps.check", "nobody <answers>"),
        problem("VSM402", Level.NOTE, "streams.repair.steps.check.accepts", "no criteria"),
        problem("VSM203", Level.WARNING, "paths.cmdb->mail", "by hand"),
        problem("VSM501", Level.ERROR, "streams.repair", "no trigger"),
        problem("VSM102", Level.ERROR, "streams.repairs.steps.check", "another stream"),
    ]
    picture = Picture(engine.draw(drawing_of(problems=problems)))
    marks = dict(picture.of_kind("problem"))
    assert set(marks) == {
        "repair.step.check.problem",
        "repair.stream.problem",
    }
    # The worst comes first, in words; the sentences of all are the tooltip.
    told = (marks["repair.step.check.problem"][0].text or "").split("\n")
    assert told[0] == "VSM102 some-rule: nobody <answers>"
    assert [line.split()[0] for line in told] == ["VSM102", "VSM203", "VSM402"]
    assert "no owner VSM102 +2" in words(picture)
    assert "no trigger VSM501" in words(picture)
    assert "warning VSM203" in words(picture)
    listed = [id for id, _ in picture.of_kind("problem-sign")]
    assert listed == [f"repair.problems.{n}" for n in range(1, 5)]
    said = {
        label.id: label.text for label in picture.labels() if label.id.startswith("repair.problems")
    }
    assert said["repair.problems"] == "Problems"
    assert said["repair.problems.1"] == "error VSM501"
    assert said["repair.problems.1.words"] == "Whole stream: no trigger"
    assert said["repair.problems.2.words"].endswith("nobody <answers>")
    assert said["repair.problems.4"] == "note VSM402"
    assert collisions(picture) == []


def test_a_long_title_is_broken_not_cut() -> None:
    name = "Bring everything that any branch may ever want to where it is wanted, in good time"
    text = f"vsm: 1\nstreams: {{long: {{name: '{name}', steps: {{only: {{}}}}}}}}"
    lines = drawing_of(text, "long").parts["long.name"].lines  # type: ignore[union-attr]
    assert len(lines) > 1
    assert " ".join(lines) == name


def test_a_stream_without_steps_is_drawn_too() -> None:
    text = "vsm: 1\nstreams: {empty: {name: Nothing yet, owner: }}"
    picture = Picture(engine.draw(drawing_of(text, "empty")))
    assert "Nothing yet" in words(picture)


def test_many_columns_make_boxes_compact() -> None:
    def wide(count: int) -> float:
        steps = "".join(f"      s{n}: {{practices: Service desk}}\n" for n in range(count))
        text = f"vsm: 1\nstreams:\n  long:\n    steps:\n{steps}"
        boxes = Picture(engine.draw(drawing_of(text, "long", layout=Layout.lanes))).boxes()
        return boxes["long.step.s0"].right - boxes["long.step.s0"].left

    assert wide(16) == 184
    assert wide(17) == 152


def test_a_lead_time_stands_where_nothing_else_is_known() -> None:
    picture = Picture(
        engine.draw(
            drawing_of("vsm: 1\nstreams: {s: {steps: {x: {lead: 3d}, y: {wait: 2h}, z: {}}}}", "s")
        )
    )
    cells = {
        step: [label.text for label in picture.labels() if label.id == f"s.step.{step}"]
        for step in "xyz"
    }
    assert cells["x"][-6:] == ["Lead time", "3d", "%C&A", "–", "Hands", "–"]
    assert cells["y"][-8:-4] == ["PT", "–", "Wait", "2h"]
    assert cells["z"][-8:-4] == ["PT", "–", "Wait", "–"]


def test_a_tab_tells_how_often_support_is_there() -> None:
    text = """
vsm: 1
streams:
  s:
    steps:
      a: {process: 20m, uses: [{stream: k, covered: 52%, without: {process: 1h}}, {stream: plain}]}
  k:
    name: A rather long name of knowledge upkeep
    steps: {w: {process: 1h, complete-accurate: 100%}}
  plain: {steps: {w: {process: 1h}}}
"""
    found = Picture(engine.draw(drawing_of(text, "s")))
    (tab,) = (label.text for label in found.labels() if "there" in label.text)
    assert tab.endswith("…, there 52%")
    assert "plain" in words(found).splitlines()
    assert collisions(found) == []
