"""The landscape: everything is there, inside its box, and the same however files are cut."""

from pathlib import Path

import pytest

from tests.diagrams.pictures import Area, Picture
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.landscape import landscape
from vsm_cli.diagrams.scope import Scope
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Span

SAMPLES = Path(__file__).parents[2] / "samples"
HOSTILE = '<b>&amp;"q"\\n \\N \\L {x|y} %d ]]> --> \\'

CASE = """
vsm: 1
title: Services
teams: {ops: {name: Operations}, dev: {name: Development}}
systems: {itsm: {}}
data: {incident: {name: Incident record}, change: {name: Change}}
streams:
  repair:
    name: Repair a fault
    layer: core
    type: fault-repair
    owner: ops
    demand: 40/month
    target: {lead: 1d}
    steps:
      fix:
        owner: ops
        systems: itsm
        lead: 3d
        uses: [keep, {stream: approve, wait: true, data: change, owner: ops}]
        starts:
          - {stream: build, data: incident, owner: dev}
          - {stream: build, at: make}
  build:
    name: Build a service
    layer: core
    steps: {make: {owner: dev, systems: itsm, lead: 2d}}
  keep: {name: Keep records, layer: support, owner: dev, steps: {only: {owner: dev, systems: itsm}}}
  approve: {name: Approve, layer: support, owner: ops, steps: {only: {owner: ops, systems: itsm}}}
journeys:
  year:
    name: A year with us
    owner: ops
    steps: [{stage: explore}, {stage: engage, stream: [repair, build]}, {stage: realize, stream: build, wait: 4h}]
  alone: {name: Nothing yet}
"""  # noqa: E501


def workspace_of(text: str) -> Workspace:
    return load_texts({"vsm.yaml": text}).workspace


def picture_of(workspace: Workspace, problems: tuple[Diagnostic, ...] = ()) -> Picture:
    return Picture(engine.draw(landscape(Scope(workspace, problems=problems))))


def sample(name: str, *, backwards: bool = False) -> Workspace:
    folder = SAMPLES / name
    files = {f.relative_to(folder).as_posix(): f.read_text() for f in folder.rglob("*.yaml")}
    return load_texts(dict(sorted(files.items(), reverse=backwards))).workspace


def many(count: int) -> str:
    """Streams in both layers that use and start each other, of seven teams and of none."""
    lines = ["vsm: 1", "teams: {" + ", ".join(f"t{n}: {{}}" for n in range(7)) + "}", "streams:"]
    for n in range(count):
        owner = f"owner: t{n % 7}, " if n % 11 else ""
        layer = "core" if n % 3 else "support"
        links = [f"starts: s{(n * 5 + 2) % count}"] if n % 4 == 0 else []
        links += [f"uses: s{n * 7 % count // 3 * 3}"] if n % 3 == 1 else []
        step = ", ".join(["lead: 3d", *links])
        lines.append(f"  s{n}: {{layer: {layer}, {owner}steps: {{a: {{{step}}}}}}}")
    lines.append("journeys: {j: {steps: [{stage: engage, stream: [s1, s2]}]}}")
    return "\n".join(lines) + "\n"


def areas(picture: Picture, *kinds: str) -> dict[str, Area]:
    found = {}
    for kind in kinds:
        for id, part in picture.of_kind(kind):
            points = next(p for p in part.iter() if p.tag.endswith("polygon")).attrib["points"]
            pairs = [point.split(",") for point in points.split()]
            xs = [float(x) for x, _ in pairs]
            ys = [picture.height + float(y) for _, y in pairs]
            found[id] = Area(min(xs), min(ys), max(xs), max(ys))
    return found


def assert_tidy(picture: Picture) -> None:
    """Texts stay in their cards and on the page; cards and line labels keep apart."""
    cards = areas(picture, "stream", "journey", "stage", "empty-layer")
    solid = areas(picture, "stream", "journey")
    notes = []
    for label in picture.labels():
        area = label.area
        assert area.right <= picture.width, label
        assert area.bottom <= picture.height, label
        owner = max((id for id in cards if label.id.startswith(id)), key=len, default=None)
        if owner and not label.id.endswith("no-owner"):
            box = cards[owner]
            assert area.left >= box.left, label
            assert area.right <= box.right + 0.5, label
            assert area.bottom <= box.bottom + 1, label
        if label.id.endswith(".label"):
            notes.append(label)
    for note in notes:
        assert not [id for id, box in solid.items() if box.shrunk(2).meets(note.area)], note
    ids = list(solid)
    for place, one in enumerate(ids):
        assert not [other for other in ids[:place] if solid[one].shrunk(2).meets(solid[other])]


def texts(picture: Picture) -> str:
    return " ".join(label.text for label in picture.labels())


def test_every_stream_link_use_and_journey_comes_out() -> None:
    picture = picture_of(workspace_of(CASE))
    assert {
        *(f"landscape.streams.{id}" for id in ("repair", "build", "keep", "approve")),
        "landscape.links.repair.fix.1.build",
        "landscape.links.repair.fix.2.build",
        "landscape.links.repair.fix.3.approve",
        "landscape.uses.repair.keep",
        "landscape.journeys.year",
        "landscape.journeys.alone",
        "landscape.serves.year.2.repair",
        "landscape.serves.year.2.build",
        "landscape.serves.year.3.build",
        *(f"landscape.layers.{layer}" for layer in ("journeys", "core", "support")),
    } <= picture.parts.keys()
    assert_tidy(picture)


def test_closed_and_open_links_differ_in_more_than_colour() -> None:
    picture = picture_of(workspace_of(CASE))
    closed = dict(picture.of_kind("closed"))
    opened = dict(picture.of_kind("open"))
    assert {"landscape.links.repair.fix.1.build", "landscape.links.repair.fix.3.approve"} <= (
        closed.keys()
    )
    assert "landscape.links.repair.fix.2.build" in opened
    dashes = [
        p.get("stroke-dasharray") for p in opened["landscape.links.repair.fix.2.build"].iter()
    ]
    assert any(dashes)
    shown = texts(picture)
    assert "Incident record" in shown
    assert "waits for Change" in shown
    assert "no data named" in shown
    assert "open:" in shown


def test_cards_say_figures_targets_owners_and_gaps() -> None:
    picture = picture_of(workspace_of(CASE))
    shown = texts(picture)
    for words in ("FAULT REPAIR", "3d", "≤1d missed", "40/month", "Operations", "gap: no stream"):
        assert words in shown, words
    assert "landscape.streams.build.no-owner" in picture.parts
    assert "landscape.journeys.alone.no-owner" in picture.parts
    assert "landscape.streams.repair.no-owner" not in picture.parts


def test_problems_mark_their_stream_and_are_told_in_its_tooltip() -> None:
    problem = Diagnostic(
        code="VSM804",
        name="bottleneck",
        level=Level.WARNING,
        message="too slow <here>",
        help=None,
        path="vsm.yaml",
        span=Span(1, 1, 1, 2),
        element="streams.repair.steps.fix",
        owner=None,
        team=None,
        related=(),
        fingerprint="f",
    )
    picture = picture_of(workspace_of(CASE), (problem,))
    card = "".join(picture.parts["landscape.streams.repair"].itertext())
    assert "takes longest VSM804" in card
    assert "VSM804 bottleneck: too slow <here>" in card
    assert "VSM804" not in "".join(picture.parts["landscape.streams.build"].itertext())
    assert_tidy(picture)


def test_file_order_changes_nothing() -> None:
    def drawn(order: list[str]) -> str:
        head = "vsm: 1\nteams: {ops: {}}\n"
        parts = {
            f"{id}.yaml": f"vsm: 1\nstreams: {{{id}: {{layer: core, owner: ops, "
            f"steps: {{x: {{starts: {other}}}}}}}}}\n"
            for id, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
        }
        texts = {"vsm.yaml": head, **{f"{id}.yaml": parts[f"{id}.yaml"] for id in order}}
        return engine.draw(landscape(Scope(load_texts(texts).workspace)))

    assert drawn(["a", "b", "c", "d"]) == drawn(["d", "b", "a", "c"])


def test_hostile_names_come_out_as_they_are() -> None:
    quoted = HOSTILE.replace("'", "''")
    text = CASE.replace("name: Repair a fault", f"name: '{quoted}'")
    text = text.replace("name: Incident record", f"name: '{quoted}'").replace(
        "name: A year with us", f"name: '{quoted}'"
    )
    workspace = workspace_of(text)
    assert workspace.streams["repair"].label == HOSTILE
    picture = picture_of(workspace)
    shown = texts(picture).replace(" ", "").replace("\u00a0", "")
    assert shown.count(HOSTILE[:16].replace(" ", "")) >= 3
    tooltip = "".join(picture.parts["landscape.streams.repair"].itertext())
    assert HOSTILE in tooltip
    assert_tidy(picture)


def test_one_stream_alone() -> None:
    picture = picture_of(workspace_of("vsm: 1\nstreams: {only: {steps: {a: {}}}}\n"))
    assert "landscape.streams.only" in picture.parts
    assert "landscape.layers.support" not in picture.parts
    assert_tidy(picture)


@pytest.mark.parametrize(("layer", "other"), [("core", "support"), ("support", "core")])
def test_an_empty_layer_says_so(layer: str, other: str) -> None:
    picture = picture_of(workspace_of(f"vsm: 1\nstreams: {{a: {{layer: {layer}, steps: {{}}}}}}\n"))
    assert f"landscape.empty.{other}" in picture.parts
    assert f"landscape.empty.{layer}" not in picture.parts


def test_nothing_at_all_is_a_picture_that_says_so() -> None:
    assert "No value stream" in texts(picture_of(workspace_of("vsm: 1\ntitle: New\n")))


def test_above_thirty_streams_teams_stand_for_them() -> None:
    below, above = picture_of(workspace_of(many(30))), picture_of(workspace_of(many(80)))
    assert not dict(below.of_kind("team"))
    assert {f"landscape.streams.s{n}" for n in range(30)} <= below.parts.keys()
    assert {f"landscape.streams.s{n}" for n in range(80)} <= above.parts.keys()
    assert {"landscape.teams.core.t1", "landscape.teams.support.t1", "landscape.teams.core."} <= (
        above.parts.keys()
    )
    titles = "\n".join("".join(part.itertext()) for _, part in above.of_kind("joint"))
    inside = sum(
        int(words.split("links among them: ")[1].split()[0])
        for words in texts(above).split("streams: ")
        if "links among them" in words
    )
    assert titles.count(" starts ") + inside == 20
    assert_tidy(below)
    assert_tidy(above)


def test_circles_and_parallel_links_of_one_layer_are_all_drawn() -> None:
    text = """
vsm: 1
streams:
  a: {layer: core, steps: {x: {starts: [b, {stream: b, at: x}, c, a]}}}
  b: {layer: core, steps: {x: {starts: [a, c]}}}
  c: {layer: core, steps: {x: {starts: a}}}
"""
    picture = picture_of(workspace_of(text))
    assert len(dict(picture.of_kind("joint"))) == 7
    assert_tidy(picture)


@pytest.mark.parametrize("name", ["bank", "bank-zh", "healthdata", "omg-incident"])
def test_samples_are_tidy(name: str) -> None:
    picture = picture_of(sample(name))
    assert_tidy(picture)
    assert picture.root.attrib["role"] == "graphics-document"


def test_the_same_input_gives_the_same_bytes() -> None:
    workspace = sample("bank")
    assert engine.draw(landscape(Scope(workspace))) == engine.draw(landscape(Scope(sample("bank"))))
