"""The load of teams, and what waiting it means."""

from math import factorial

import pytest

from vsm_cli.analysis.people.team_load import TeamLoad, erlang_c_wait, loads_at_most, team_loads
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

HOURS_S = 3600.0
OFFICE = "calendar: {day: 8h, week: 5d}\n"
WORKING_YEAR_H = 52 * 40


def workspace(text: str) -> Workspace:
    loaded = load_texts({"a.yaml": "vsm: 1\n" + text})
    assert not loaded.findings
    return loaded.workspace


def loads(text: str) -> dict[str, TeamLoad]:
    return dict(team_loads(workspace(text)))


def test_load_is_work_over_working_time() -> None:
    load = loads(
        OFFICE
        + """
teams: {desk: {size: 4, available: 50%}}
roles: {lead: {team: desk}}
streams:
  one:
    demand: 100/month
    steps:
      a: {owner: desk, process: 30m, people: 2}
      b: {owner: lead, process: 1h, next: {a: 20%, end: 80%}}
  # Around the clock, but worked in the hours of the office.
  two:
    calendar: {day: 24h, week: 7d}
    demand: 520/year
    steps:
      a: {owner: desk, process: 2h}
"""
    )["desk"]
    visits = 1 / 0.8
    hours = 1200 * visits * (2 * 0.5 + 1) + 520 * 2
    assert load.load == pytest.approx(hours / (4 * 0.5 * WORKING_YEAR_H))
    assert load.work_s_per_year == pytest.approx(hours * HOURS_S)
    assert load.capacity_s_per_year == pytest.approx(2 * WORKING_YEAR_H * HOURS_S)
    assert [(w.stream.id, w.step.id) for w in load.works] == [
        ("one", "a"), ("one", "b"), ("two", "a"),
    ]  # fmt: skip
    assert not load.is_bound


def test_in_elapsed_time_people_work_40_hours_a_week_or_as_they_say() -> None:
    found = loads("""
teams: {desk: {size: 1}, night: {size: 1}, part: {size: 1, hours: 20h}}
streams:
  office:
    calendar: {day: 8h, week: 5d}
    demand: 2080/year
    steps: {a: {owner: desk, process: 30m}}
  always:
    demand: 8760/year
    steps: {a: {owner: night, process: 30m}, b: {owner: part, process: 30m}}
""")
    assert found["desk"].load == pytest.approx(0.5)
    # One item an hour, all week long.
    assert found["night"].load == pytest.approx(0.5 * 168 / 40)
    assert found["part"].load == pytest.approx(0.5 * 168 / 20)
    assert found["part"].full_time == pytest.approx(0.5)


def test_only_people_of_today_work() -> None:
    found = loads(
        OFFICE
        + """
teams: {desk: {size: 1}}
streams:
  now:
    demand: 2080/year
    steps:
      a: {owner: desk, process: 15m}
      b: {owner: desk, process: 1h, automated: true}
      c: {owner: customer, process: 1h}
      d: {process: 1h, participants: desk}
  later:
    mapped: {state: future}
    demand: 2080/year
    steps: {a: {owner: desk, process: 1h}}
"""
    )
    assert found["desk"].load == pytest.approx(0.25)


def test_a_team_without_size_is_its_children() -> None:
    found = loads(
        OFFICE
        + """
teams:
  it: {available: 50%}
  dev: {parent: it, size: 2}
  ops: {parent: it, size: 2, available: 25%}
  net: {parent: ops, size: 1}
  other: {}
  half: {}
  known: {parent: half, size: 1}
  unknown: {parent: half}
roles: {chief: {team: it}}
streams:
  now:
    demand: 2080/year
    steps:
      a: {owner: dev, process: 30m}
      b: {owner: ops, process: 15m}
      c: {owner: net, process: 15m}
      d: {owner: chief, process: 15m}
"""
    )
    # A team with a size of its own does not do its children's work.
    assert {id_: load.load for id_, load in found.items()} == {
        "it": pytest.approx((0.5 + 0.25 + 0.25) / (2 * 0.5 + 2 * 0.25)),
        "dev": pytest.approx(0.25),
        "ops": pytest.approx(0.5),
        "net": pytest.approx(0.25),
        "known": 0.0,
    }
    assert found["it"].people == 4


def test_teams_that_are_their_own_parents_have_no_size() -> None:
    text = "vsm: 1\nteams: {a: {parent: b}, b: {parent: a}, c: {size: 0}}"
    assert team_loads(load_texts({"a.yaml": text}).workspace) == {}


@pytest.mark.parametrize(
    ("step", "more", "load", "is_bound"),
    [
        ("{owner: desk}", "demand: 2080/year", None, True),
        ("{owner: desk, process: 1h}", "owner: desk", None, True),
        ("{owner: desk, process: 1h, next: [a, end]}", "demand: 2080/year", None, True),
    ],
)
def test_what_is_not_known_is_no_zero(
    step: str, more: str, load: float | None, is_bound: bool
) -> None:
    found = loads(
        f"{OFFICE}teams: {{desk: {{size: 1}}}}\nstreams: {{s: {{{more}, steps: {{a: {step}}}}}}}"
    )
    assert (found["desk"].load, found["desk"].is_bound) == (load, is_bound)
    assert found["desk"].waiting_s is None


def test_known_work_beside_unknown_is_a_lower_bound() -> None:
    found = loads(
        OFFICE
        + """
teams: {desk: {size: 1}}
streams:
  now: {demand: 1040/year, steps: {a: {owner: desk, process: 1h, starts: more}, b: {owner: desk}}}
  too: {steps: {a: {owner: desk, process: 8h, starts: more}}}
  more: {steps: {a: {owner: desk, process: 30m}}}
"""
    )["desk"]
    assert found.load == pytest.approx(0.75)
    assert found.is_bound


def test_a_glance_never_says_less() -> None:
    text = (
        OFFICE
        + """
teams: {desk: {size: 1}, dev: {size: 1}}
streams:
  loop:
    demand: 9/month
    steps:
      a: {owner: desk, process: 1h}
      b: {owner: dev, process: 1h, next: {a: 30%, end: }}
  fork:
    demand: 9/month
    steps:
      a: {owner: desk, process: 1h, next: [b, c]}
      b: {owner: dev, process: 2h, next: end}
      c: {owner: desk, process: 1h}
"""
    )
    exact, most = team_loads(workspace(text)), loads_at_most(workspace(text))
    assert exact.keys() == most.keys() == {"desk", "dev"}
    for team, load in exact.items():
        assert load.load is not None
        assert load.load <= (most[team].load or 0.0) + 1e-12


def test_erlang_c_agrees_with_closed_forms() -> None:
    # M/M/1 and M/M/2 (Kleinrock, Queueing Systems I, 1975).
    assert erlang_c_wait(1, 0.8, 10) == pytest.approx(10 * 0.8 / 0.2)
    assert erlang_c_wait(2, 0.8, 10) == pytest.approx(10 * 0.64 / 0.36)
    assert erlang_c_wait(3, 0.0, 10) == 0
    assert erlang_c_wait(3, 1.0, 10) is None
    # Erlang C as a sum: 8 erlang on 10 servers.
    top = 8**10 / factorial(10) / 0.2
    waits = top / (sum(8**k / factorial(k) for k in range(10)) + top)
    assert waits == pytest.approx(0.409, abs=5e-4)
    assert erlang_c_wait(10, 0.8, 10) == pytest.approx(waits * 10 / 2)


def test_waiting_of_a_team_counts_who_is_there_for_a_part_of_the_time_as_slower() -> None:
    text = (
        OFFICE
        + """
teams: {desk: {size: 1, available: %s}}
streams:
  s: {demand: %s/year, steps: {a: {owner: desk, process: 1h}}}
"""
    )
    whole = loads(text % ("100%", 1664))["desk"]
    assert whole.load == pytest.approx(0.8)
    assert whole.waiting_s == pytest.approx(4 * HOURS_S)
    half = loads(text % ("50%", 832))["desk"]
    assert half.load == pytest.approx(0.8)
    assert half.waiting_s == pytest.approx(8 * HOURS_S)
    assert loads(text % ("100%", 4000))["desk"].waiting_s is None
    assert loads(text.replace("size: 1", "size: 100000000") % ("100%", 4000))["desk"].waiting_s == 0
