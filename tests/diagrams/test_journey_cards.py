"""What a journey says of each stage: how it begins, what was promised, where it waits longest."""

from tests.diagrams.journeys import picture_of, words
from tests.diagrams.test_landscape import workspace_of
from vsm_cli.diagrams import palette

CASE = """
vsm: 1
calendar: {day: 8h, week: 5d}
teams: {desk: {name: Service desk}, ops: {name: Operations}}
streams:
  repair:
    name: Repair a fault
    owner: desk
    target: {perceived: 1d}
    steps:
      report: {name: Report it, owner: customer, touchpoint: portal, process: 5m}
      sort: {name: Sort it, owner: desk, wait: 2h, process: 1h}
      fix: {name: Fix it, owner: ops, wait: 2d, process: 1h, touchpoint: phone}
  ask:
    name: Ask for more
    owner: desk
    calendar: {day: 24h, week: 7d}
    target: {perceived: 1d}
    steps:
      answer: {name: Answer it, owner: desk, process: 1h, wait: 0m, touchpoint: phone}
journeys:
  year:
    owner: desk
    steps: [{stage: engage, stream: repair}, {stage: realize, stream: ask}]
"""


def test_what_the_customer_does_first_is_the_first_contact() -> None:
    picture = picture_of(workspace_of(CASE))
    assert words(picture, "faces.1.1") == "first contact: Report it (portal)"
    assert words(picture, "faces.1.2") == "Operations: phone"
    others = picture_of(workspace_of(CASE.replace("owner: customer", "owner: desk")))
    assert "first contact" not in words(others)


def test_promise_stands_beside_what_is_and_is_bold_where_it_is_missed() -> None:
    picture = picture_of(workspace_of(CASE))
    missed = "Promised in working time: ≤1d missed · actual: ≥2d 4h"
    assert missed in words(picture, "1.repair")
    assert "Promised: ≤1d met · actual: 1h" in words(picture, "2.ask")
    inks = {
        text.text: (text.get("fill"), text.get("font-weight"))
        for card in ("1.repair", "2.ask")
        for text in picture.parts[f"journeys.year.{card}"].iter()
        if (text.text or "").startswith("Promised")
    }
    assert set(inks.values()) == {(palette.ERROR.light, "bold"), (palette.ADDING.light, None)}


def test_the_longest_wait_of_a_stage_is_named() -> None:
    picture = picture_of(workspace_of(CASE))
    assert "Longest wait: 2d 19h before Fix it" in words(picture, "1.repair")
    assert "Longest wait" not in words(picture, "2.ask")
