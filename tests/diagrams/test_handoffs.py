"""The picture of hand-offs: who hands work to whom, how often, and what goes wrong with it."""

from typing import Any

from tests.diagrams.pictures import Picture
from tests.diagrams.test_landscape import HOSTILE, sample, workspace_of
from tests.diagrams.test_systems import texts, tooltip
from vsm_cli.api import analyse_texts
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.drawing import LinePart
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.scope import Scope
from vsm_cli.model.workspace import Workspace

CASE = """
vsm: 1
teams: {a: {name: Alpha, size: 4}, b: {name: Beta}, out: {name: Outside, external: true}}
roles: {lead: {name: Lead, team: a}}
streams:
  x:
    name: First
    owner: a
    demand: 120/month
    steps:
      one: {name: One, owner: customer}
      two: {name: Two, owner: a}
      three: {name: Three, owner: lead}
      four: {name: Four, owner: b}
      five: {name: Five}
      six: {name: Six, owner: out, starts: {stream: y}}
  y:
    name: Second
    owner: b
    steps: {start: {name: Start, owner: b}, end-here: {name: Stop, owner: b}}
"""


def picture_of(workspace: Workspace, **given: Any) -> Picture:
    return Picture(engine.draw(handoffs_map(Scope(workspace, **given))))


def test_teams_hand_over_and_their_roles_count_for_them() -> None:
    picture = picture_of(workspace_of(CASE))
    assert {"handoffs.from.customer.a", "handoffs.from.a.b", "handoffs.from.out.b"} <= (
        picture.parts.keys()
    )
    shown = texts(picture)
    assert "between its roles: 1" in shown
    assert "120/month" in shown
    assert "Teams: 4" in shown
    assert "4 people" in shown
    assert "outside the organisation" in shown
    assert "First: Three to Four" in tooltip(picture, "handoffs.from.a.b")


def test_lines_are_as_thick_as_what_is_handed_over_often() -> None:
    text = """
vsm: 1
teams: {a: {}, b: {}, c: {}}
streams:
  often: {demand: 1000/month, steps: {one: {owner: a}, two: {owner: b}}}
  seldom:
    demand: 10/month
    steps: {one: {owner: a}, two: {owner: c}, three: {owner: a}, four: {owner: c}}
"""
    parts = handoffs_map(Scope(workspace_of(text))).parts
    thick = {
        id: part.stroke.thickness
        for id, part in parts.items()
        if isinstance(part, LinePart) and id in ("handoffs.from.a.b", "handoffs.from.a.c")
    }
    assert thick["handoffs.from.a.b"] > 3 * thick["handoffs.from.a.c"]


def test_what_falls_to_nobody_is_told_apart() -> None:
    picture = picture_of(workspace_of(CASE))
    assert "nobody" in picture.parts["handoffs.from.b."].attrib["class"]
    assert "nobody" in picture.parts["handoffs.from..out"].attrib["class"]
    assert "handoffs.nobody.no-owner" in picture.parts
    assert "Steps without owner: 1" in texts(picture)
    assert "into the hands of nobody" in texts(picture)


def test_links_between_streams_are_hand_offs_of_their_own_kind() -> None:
    closed = """data: {note: {}}
"""
    linked = CASE.replace("starts: {stream: y}", "starts: {stream: y, data: note, owner: a}")
    linked = linked.replace("{name: Start, owner: b}", "{name: Start, owner: b, inputs: note}")
    linked = linked.replace(
        "{name: Six, owner: out,", "{name: Six, owner: out, outputs: note, participants: b,"
    )
    picture = picture_of(workspace_of(linked + closed))
    assert "link" in picture.parts["handoffs.from.out.b"].attrib["class"].split()
    assert "link: First to Second" in tooltip(picture, "handoffs.from.out.b")


def test_links_at_which_something_is_missing_are_told_apart() -> None:
    picture = picture_of(workspace_of(CASE))
    assert "open" in picture.parts["handoffs.from.out.b"].attrib["class"].split()
    assert "open links: 1" in texts(picture)


def test_to_and_fro_is_said_and_dashed() -> None:
    steps = ", ".join(f"s{n}: {{owner: {'ab'[n % 2]}}}" for n in range(5))
    text = f"vsm: 1\nteams: {{a: {{}}, b: {{}}}}\nstreams: {{x: {{steps: {{{steps}}}}}}}\n"
    picture = picture_of(workspace_of(text))
    for id in ("handoffs.from.a.b", "handoffs.from.b.a"):
        assert "ping-pong" in picture.parts[id].attrib["class"]
    assert "to and fro: 4 times" in texts(picture)
    assert "Pairs that hand work to and fro: 1" in texts(picture)


def test_a_choice_of_streams_shows_their_hands_only() -> None:
    picture = picture_of(workspace_of(CASE), only={"y"})
    assert "handoffs.teams.b" in picture.parts
    assert "handoffs.from.a.b" not in picture.parts


def test_problems_stand_at_the_team_that_they_concern() -> None:
    (report,) = analyse_texts({"vsm.yaml": CASE}).workspaces
    picture = picture_of(report.workspace, problems=report.diagnostics)
    assert "VSM102" in tooltip(picture, "handoffs.nobody")
    assert "VSM102" not in tooltip(picture, "handoffs.teams.a")


def test_nothing_and_hostile_names() -> None:
    assert "No step is defined yet." in texts(picture_of(workspace_of("vsm: 1\ntitle: x\n")))
    quoted = HOSTILE.replace("'", "''")
    picture = picture_of(workspace_of(CASE.replace("name: Beta", f"name: '{quoted}'")))
    assert HOSTILE in tooltip(picture, "handoffs.teams.b")


def test_the_same_bytes() -> None:
    drawn = {engine.draw(handoffs_map(Scope(sample("bank-zh")))) for _ in range(2)}
    assert len(drawn) == 1
