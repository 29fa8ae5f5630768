"""What rests on one element."""

from vsm_cli.analysis.dependents import Impact, impact, subjects
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

TEXT = """
vsm: 1
teams:
  it: {}
  desk: {parent: it}
  ops: {}
roles:
  manager: {team: desk}
systems:
  itsm: {owner: manager}
  cmdb: {owner: ops}
data:
  ticket: {master: itsm}
paths:
  - {from: itsm, to: cmdb, data: ticket, owner: ops}
streams:
  repair:
    layer: core
    customer: branch staff
    owner: manager
    demand: 100/year
    steps:
      accept: {owner: desk, systems: itsm, outputs: ticket, practices: incident-management}
      solve: {owner: ops, participants: manager, systems: cmdb, inputs: ticket, uses: wiki,
              next: {accept: 20%, end: }}
  request:
    layer: core
    customer: tellers
    steps:
      ask: {owner: ops, uses: answers}
  answers:
    layer: support
    steps:
      look: {owner: ops, uses: wiki}
  wiki:
    layer: support
    steps:
      write: {owner: ops}
journeys:
  year: {customer: a branch, owner: ops, steps: [{stage: co-create, stream: request}]}
"""


def workspace() -> Workspace:
    loaded = load_texts({"a.yaml": TEXT})
    assert loaded.findings == []
    return loaded.workspace


def of(id_: str) -> Impact:
    here = workspace()
    (subject,) = subjects(here, id_)
    return impact(here, subject)


def steps(found: Impact) -> dict[str, tuple[str, ...]]:
    return {f"{each.step.stream}.{each.step.id}": each.ties for each in found.steps}


def test_a_stream_is_felt_by_all_that_use_it_near_and_far() -> None:
    found = of("wiki")
    assert steps(found) == {"repair.solve": ("uses",), "answers.look": ("uses",)}
    assert {each.stream.id: each.through for each in found.streams} == {
        "wiki": None,
        "repair": "wiki",
        "answers": "wiki",
        "request": "answers",
    }
    assert found.customers == ("branch staff", "tellers", "a branch")
    assert [journey.id for journey in found.journeys] == ["year"]


def test_a_system_with_its_paths_and_the_demand_behind_its_steps() -> None:
    found = of("itsm")
    assert steps(found) == {"repair.accept": ("works in",)}
    # One in five comes back: each item comes by 1 / (1 - 0.2) times.
    assert found.steps[0].items_per_year == 125
    assert [path.target for path in found.paths] == ["cmdb"]
    assert found.customers == ("branch staff",)


def test_data_that_is_handed_on_and_taken_in() -> None:
    assert steps(of("ticket")) == {"repair.accept": ("hands on",), "repair.solve": ("takes in",)}


def test_a_team_stands_for_its_children_and_their_roles() -> None:
    found = of("it")
    assert steps(found) == {"repair.accept": ("owns",), "repair.solve": ("takes part",)}
    assert found.owned == ("systems.itsm", "streams.repair")
    assert steps(of("manager")) == {"repair.solve": ("takes part",)}


def test_a_practice_of_the_catalogue() -> None:
    assert steps(of("incident-management")) == {"repair.accept": ("rests on",)}
    assert of("problem-management").steps == ()


def test_an_unknown_demand_is_not_zero() -> None:
    found = of("answers")
    assert [each.items_per_year for each in found.steps] == [None]


def test_an_id_with_two_meanings_can_be_told_apart() -> None:
    here = load_texts({"a.yaml": "vsm: 1\nteams: {service-desk: {}}\n"}).workspace
    assert [s.section for s in subjects(here, "service-desk")] == ["teams", "practices"]
    assert [s.section for s in subjects(here, "teams.service-desk")] == ["teams"]
