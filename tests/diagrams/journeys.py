"""A journey through a whole year for tests, and its picture read back."""

from tests.diagrams.pictures import Picture, collisions
from tests.diagrams.test_landscape import workspace_of
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.journey import journey_map
from vsm_cli.diagrams.scope import Scope
from vsm_cli.model.workspace import Workspace

STREAMS = """
vsm: 1
teams: {sales: {name: Sales}, desk: {name: Service desk}, dev: {name: Development}}
systems: {crm: {}}
data: {order: {name: Order}}
streams:
  sell:
    name: Sell a service
    layer: core
    type: new-demand
    owner: sales
    steps:
      talk: {owner: sales, systems: crm, touchpoint: visit, lead: 2d}
      offer:
        name: Make an offer
        owner: sales
        systems: crm
        lead: 3d
        outputs: order
        starts:
          - {stream: deliver, data: order, owner: desk, via: handover, wait: 12h}
          - {stream: train}
  deliver:
    name: Deliver it
    layer: core
    owner: desk
    steps:
      set-up:
        {name: Set it up, owner: desk, systems: crm, touchpoint: phone, inputs: order, lead: 10d}
  train: {name: Train the users, layer: core, steps: {teach: {owner: desk, lead: 1d}}}
  repair:
    name: Repair a fault
    layer: core
    owner: desk
    mapped: {basis: estimated}
    steps: {fix: {owner: desk, touchpoint: phone, lead: 4h, starts: sort}}
  sort: {name: Sort, layer: support, owner: desk, steps: {pass: {owner: desk, starts: build}}}
  build: {name: Build again, layer: core, owner: dev, steps: {make: {owner: dev}}}
  ask:
    name: Ask how it goes
    layer: core
    owner: sales
    steps: {call: {owner: sales, touchpoint: phone, lead: 1h}}
"""
YEAR = """
journeys:
  year:
    name: A year with us
    owner: sales
    customer: branch staff
    closed-loop: true
    steps:
      - {stage: explore}
      - {stage: engage, stream: sell, wait: 4h}
      - {stage: onboard, stream: [deliver, train]}
      - {stage: co-create, stream: repair, by: customer, share: 30%}
      - {stage: realize, stream: build}
      - {stage: realize, stream: ask, wait: 1w}
"""
# What the year takes: 4h + 5d + 12h + 10d + 4h + 1w + 1h, and a stage of which nothing is known.
KINDS = ("stream", "gap", "stage")
LINES = ("way", "onward", "loop", "loop-open", "ladder")


def picture_of(
    workspace: Workspace, journey: str = "year", problems: tuple[Diagnostic, ...] = ()
) -> Picture:
    drawing = journey_map(Scope(workspace, problems=problems), workspace.journeys[journey])
    picture = Picture(engine.draw(drawing))
    assert collisions(picture, boxes=KINDS, routes=LINES) == []
    assert drawing.parts.keys() <= picture.parts.keys()
    return picture


def journey_of(*steps: str, options: str = "") -> Picture:
    """The picture of a journey with these steps through the streams above."""
    listed = ", ".join(f"{{{step}}}" for step in steps)
    text = f"{STREAMS}journeys: {{year: {{name: A year, {options} steps: [{listed}]}}}}\n"
    return picture_of(workspace_of(text))


def words(picture: Picture, part: str = "") -> str:
    """The texts of a part and of all within it, without `journeys.year.`; of all if not named."""
    id = f"journeys.year.{part}"
    return " ".join(
        label.text
        for label in picture.labels()
        if not part or label.id == id or label.id.startswith(f"{id}.")
    )


def ways(picture: Picture, into: int) -> list[str]:
    """What leads into the cards of a stage, by its number from 1: the kinds of the lines."""
    start = f"journeys.year.ways.{into}."
    kinds = {
        id: part.attrib["class"].removeprefix("way ")
        for id, part in picture.of_kind("way")
        if id.startswith(start) and id.count(".") == 5
    }
    return [kinds[id] for id in sorted(kinds)]
