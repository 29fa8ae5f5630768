"""The picture of systems: every path with what it carries, and what is missing said in words."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.diagrams.pictures import SVG, Picture
from tests.diagrams.test_landscape import HOSTILE, sample, workspace_of
from vsm_cli.api import analyse_texts
from vsm_cli.diagnostics import Level
from vsm_cli.diagrams import engine, palette
from vsm_cli.diagrams.drawing import LinePart
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.systems import systems_map
from vsm_cli.model.workspace import Workspace

TEXT = f"{SVG}text"

CASE = """
vsm: 1
title: Services
teams: {ops: {name: Operations}, host: {name: Hosting, external: true}}
roles: {keeper: {name: Record keeper, team: ops}}
systems:
  desk: {name: Service desk tool, owner: ops}
  watch: {name: Monitoring, owner: host}
  cmdb: {name: Records, owner: keeper}
  loose: {name: Spreadsheet}
data:
  event: {name: Event, master: watch}
  ticket: {name: Ticket, master: desk}
  note: {name: Note}
paths:
  - {from: watch, to: desk, data: event, via: webhook, owner: ops, latency: 1m}
  - {from: desk, to: cmdb, data: ticket, mode: manual, process: 3m}
  - {from: cmdb, to: watch, data: note, owner: ops}
streams:
  repair:
    name: Repair
    owner: ops
    steps:
      see: {name: See, owner: ops, systems: watch, outputs: event}
      log: {name: Log, owner: ops, systems: desk, inputs: event, outputs: ticket}
      keep: {name: Keep, owner: ops, systems: cmdb, inputs: ticket, outputs: [ticket, note]}
      tell: {name: Tell, owner: ops, systems: loose, inputs: [ticket, note]}
"""


def picture_of(workspace: Workspace, **given: Any) -> Picture:
    return Picture(engine.draw(systems_map(Scope(workspace, **given))))


def texts(picture: Picture) -> str:
    return " ".join(label.text for label in picture.labels())


def tooltip(picture: Picture, id: str) -> str:
    return picture.parts[id].findtext("{http://www.w3.org/2000/svg}title") or ""


def test_paths_say_what_they_carry_how_and_who_answers() -> None:
    picture = picture_of(workspace_of(CASE))
    assert "automatic" in picture.parts["systems.paths.watch.desk.1"].attrib["class"]
    assert "manual" in picture.parts["systems.paths.desk.cmdb.1"].attrib["class"]
    shown = texts(picture)
    for words in ("Event", "webhook · 1m", "by hand · 3m", "Systems: 4", "Paths: 3", "By hand: 1"):
        assert words in shown, words
    assert "Repair: See to Log" in tooltip(picture, "systems.paths.watch.desk.1")


def test_a_missing_path_is_crossed_out_and_says_for_what() -> None:
    picture = picture_of(workspace_of(CASE))
    missing = picture.parts["systems.missing.cmdb.loose"]
    assert "missing" in missing.attrib["class"]
    assert {"systems.missing.cmdb.loose.fall", "systems.missing.cmdb.loose.rise"} <= (
        picture.parts.keys()
    )
    assert "no path for" in texts(picture)
    assert "Note" in tooltip(picture, "systems.missing.cmdb.loose")
    assert "Repair: Keep to Tell" in tooltip(picture, "systems.missing.cmdb.loose")
    assert "data goes there, and no path is defined" in texts(picture)


def test_owners_masters_and_work() -> None:
    picture = picture_of(workspace_of(CASE))
    shown = texts(picture)
    assert "Record keeper · Operations" in shown
    assert "Hosting · outside the" in shown
    assert "Master of Event" in shown
    assert "steps: 1 · streams: 1" in shown
    assert "systems.systems.loose.no-owner" in picture.parts
    assert "systems.systems.desk.no-owner" not in picture.parts
    assert "Without owner: 2" in shown, "a system and a path"


def test_a_choice_of_streams_shows_what_they_work_in() -> None:
    text = CASE + "  other: {owner: ops, steps: {x: {owner: ops, systems: desk}}}\n"
    picture = picture_of(workspace_of(text), only={"other"})
    assert "systems.systems.desk" in picture.parts
    assert "systems.systems.watch" not in picture.parts
    assert not list(picture.of_kind("missing"))


def test_problems_stand_at_their_system_and_in_words_at_the_foot() -> None:
    (report,) = analyse_texts({"vsm.yaml": CASE}).workspaces
    picture = picture_of(report.workspace, problems=report.diagnostics)
    assert "VSM103" in tooltip(picture, "systems.systems.loose")
    assert "VSM103" not in tooltip(picture, "systems.systems.desk")
    assert "nobody answers for" in texts(picture)


def test_nothing_at_all_is_a_picture_that_says_so() -> None:
    assert "No system is defined yet." in texts(picture_of(workspace_of("vsm: 1\ntitle: x\n")))


def test_hostile_names_come_out_as_they_are() -> None:
    quoted = HOSTILE.replace("'", "''")
    picture = picture_of(workspace_of(CASE.replace("name: Monitoring", f"name: '{quoted}'")))
    assert HOSTILE in tooltip(picture, "systems.systems.watch")


@pytest.mark.parametrize("name", ["bank", "bank-defects-zh", "healthdata"])
def test_the_order_of_files_is_no_matter(name: str) -> None:
    one, other = (systems_map(Scope(sample(name, backwards=each))) for each in (False, True))
    assert engine.draw(one) == engine.draw(other)


def test_a_path_says_its_worst_problem_in_the_colour_of_its_level() -> None:
    (report,) = analyse_texts({"vsm.yaml": CASE}).workspaces
    of_path = [each for each in report.diagnostics if each.element == "paths.desk->cmdb"]
    problems = [replace(each, level=level) for each, level in zip(of_path, Level, strict=False)]
    drawing = systems_map(Scope(report.workspace, problems=problems))
    inks = {text.text: text.get("fill") for text in Picture(engine.draw(drawing)).root.iter(TEXT)}
    said = {text for text in inks if text and "VSM" in text and "+1" in text}
    assert [inks[text] for text in said] == [palette.WARNING.light]


def test_the_order_of_definitions_changes_nothing() -> None:
    head, systems, rest = CASE.partition("  desk: {name: Service desk tool, owner: ops}\n")
    moved = head + rest.replace(
        "  loose: {name: Spreadsheet}\n", "  loose: {name: Spreadsheet}\n" + systems
    )
    drawn = [engine.draw(systems_map(Scope(workspace_of(text)))) for text in (CASE, moved)]
    assert drawn[0] == drawn[1]


def test_the_more_passes_the_thicker_is_its_line_unless_it_is_unknown() -> None:
    workspace = workspace_of(
        "vsm: 1\n"
        "systems: {a: {}, b: {}, c: {}, d: {}}\n"
        "paths: [{from: a, to: b}, {from: b, to: c}, {from: c, to: d}]\n"
        "streams:\n"
        "  rare: {demand: 1/month, steps: {x: {systems: a}, y: {systems: b}}}\n"
        "  often: {demand: 400/month, steps: {x: {systems: b}, y: {systems: c}}}\n"
        "  unknown: {steps: {x: {systems: c}, y: {systems: d}}}\n"
        "  lacking: {demand: 100/month, steps: {x: {systems: d}, y: {systems: a}}}\n"
    )
    parts = systems_map(Scope(workspace)).parts
    lines = {
        name: parts[f"systems.{name}"]
        for name in ("paths.a.b.1", "paths.b.c.1", "paths.c.d.1", "missing.d.a")
    }
    rare, often, unknown, lacking = (
        line.stroke.thickness for line in lines.values() if isinstance(line, LinePart)
    )
    assert unknown == 1.4 < rare < often == 6.0
    assert 1.8 < lacking < 4.0
    assert "Passes: 400/month" in lines["paths.b.c.1"].meaning.title
    assert "Passes" not in lines["paths.c.d.1"].meaning.title
