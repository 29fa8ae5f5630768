"""Where improving pays most, against figures worked out by hand."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.models import PLACE, make_stream
from tests.analysis.test_any_input import any_steps
from vsm_cli.analysis.journeys.journey_times import journey_times
from vsm_cli.analysis.journeys.stage_order_facts import bounces, links_between
from vsm_cli.analysis.people.team_load import team_loads
from vsm_cli.analysis.times.improvement_ranking import (
    IdeaWorth,
    StreamPriority,
    idea_worths,
    step_priority,
    stream_priorities,
    worth_touching,
)
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.elements import Team
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Link, Stream, Use
from vsm_cli.model.workspace import Workspace

HOUR_S = 3600.0
# Elapsed time for working time of 8 hours on 5 days.
ELAPSED = 168 / 40


def workspace(streams: str, more: str = "") -> Workspace:
    loaded = load_texts({"a.yaml": f"vsm: 1\n{more}streams:\n{streams}"})
    assert not [each for each in loaded.findings if each.rule.code != "VSM005"]
    return loaded.workspace


TWO = """
  repair:
    demand: 100/year
    impact: 5
    sensitivity: 4
    delivered-at: fix
    steps:
      ask: {process: 1h, wait: 2h, complete-accurate: 90%}
      fix: {process: 2h, wait: 10h, next: {review: , ask: 50%}}
      review: {process: 1h, wait: 400h}
  access:
    calendar: {day: 8h, week: 5d}
    demand: 300/year
    sensitivity: 2
    ideas: [Ask once]
    steps:
      approve: {process: 1h, wait: 5d, ideas: [Approve roles, {name: A deputy, owner: desk}]}
      grant: {process: 1h, wait: 4h}
"""


def priority(found: Workspace, stream: str) -> StreamPriority:
    return next(each for each in stream_priorities(found) if each.stream.id == stream)


def test_weight_and_wait_by_hand() -> None:
    found = workspace(TWO)
    # Both steps are done twice; the review is behind delivery.
    repair = priority(found, "repair")
    assert repair.wait_s == (pytest.approx(24 * HOUR_S), None)
    assert repair.customer_wait_s_per_year == (pytest.approx(100 * 24 * HOUR_S), None)
    assert repair.weight == (pytest.approx(100 * 5 * 4), None)
    access = priority(found, "access")
    assert access.wait_s == (pytest.approx(44 * HOUR_S * ELAPSED), None)
    assert access.weight == (pytest.approx(300 * 3 * 2), None)
    assert access.assumed == ("impact",)
    assert access.weight_share == (pytest.approx(1800 / 3800), None)
    # 2000 × 24 h is less than 1800 × 184.8 h.
    assert [each.stream.id for each in stream_priorities(found)] == ["access", "repair"]


def test_frequent_costly_and_felt_comes_before_slow() -> None:
    found = workspace(TWO.replace("100/year", "1000/year"))
    assert [each.stream.id for each in stream_priorities(found)] == ["repair", "access"]


def test_the_steps_most_worth_touching() -> None:
    found = worth_touching(workspace(TWO))
    assert [(each.stream.id, each.step.id) for each in found] == [
        ("access", "approve"),
        ("repair", "fix"),
        ("access", "grant"),
    ]
    approve, fix, _ = found
    assert approve.wait_s_per_year == (pytest.approx(300 * 40 * HOUR_S * ELAPSED), None)
    assert [idea.name for idea in approve.ideas] == ["Approve roles", "A deputy"]
    assert fix.wait_s_per_year == (pytest.approx(100 * 20 * HOUR_S), None)


def test_what_is_waited_for_is_the_sum_of_the_steps() -> None:
    found = workspace(TWO)
    for stream in found.streams.values():
        steps = [
            step_priority(found, stream, step).wait_s_per_year[0] for step in stream.steps.values()
        ]
        whole = priority(found, stream.id).customer_wait_s_per_year[0]
        assert sum(each or 0.0 for each in steps) == pytest.approx(whole)


def worths(found: Workspace) -> dict[str, IdeaWorth]:
    return {each.idea.name: each for each in idea_worths(found)}


def test_ideas_stand_beside_what_they_would_free() -> None:
    ideas = worths(workspace(TWO, "teams: {desk: {}}\n"))
    assert list(ideas) == ["Ask once", "Approve roles", "A deputy"]
    assert ideas["Ask once"].wait_s_per_year[0] == pytest.approx(300 * 44 * HOUR_S * ELAPSED)
    assert ideas["Approve roles"].wait_s_per_year[0] == pytest.approx(300 * 40 * HOUR_S * ELAPSED)
    assert ideas["A deputy"].owner == "desk"


def test_ideas_at_links_and_paths() -> None:
    ideas = worths(
        workspace(
            """
  a:
    demand: 100/year
    steps:
      one: {process: 1h, wait: 1h, starts: {stream: b, share: 50%, wait: 1d, ideas: [Meet daily]}}
      two: {process: 1h, uses: {stream: b, wait: true, ideas: [Ask earlier]}}
  b: {steps: {c: {process: 1h, wait: 2h}}}
""",
            "systems: {x: {}, y: {}}\npaths: [{from: x, to: y, ideas: [Connect them]}]\n",
        )
    )
    assert list(ideas) == ["Meet daily", "Ask earlier", "Connect them"]
    assert ideas["Meet daily"].wait_s_per_year == (pytest.approx(50 * 24 * HOUR_S), None)
    assert ideas["Ask earlier"].wait_s_per_year == (pytest.approx(100 * 3 * HOUR_S), None)
    assert ideas["Connect them"].wait_s_per_year == (None, None)


def test_without_demand_the_wait_of_an_item_decides() -> None:
    found = workspace("  a: {steps: {b: {process: 1h, wait: 1h}, c: {process: 1h, wait: 5h}}}\n")
    (only,) = stream_priorities(found)
    assert only.weight == only.weight_share == only.customer_wait_s_per_year == (None, None)
    places = worth_touching(found)
    assert [each.step.id for each in places] == ["c", "b"]
    assert {each.wait_s_per_year for each in places} == {(None, None)}


def test_what_is_known_stands_before_what_is_not() -> None:
    found = workspace(
        "  a: {impact: 5, sensitivity: 5, steps: {b: {process: 1h, wait: 9w}}}\n"
        "  c: {demand: 1/year, steps: {d: {process: 1h, wait: 1h}}}\n"
    )
    assert [each.stream.id for each in stream_priorities(found)] == ["c", "a"]
    assert [each.step.id for each in worth_touching(found)] == ["d", "b"]
    # Other streams weigh something, too.
    assert priority(found, "c").weight_share == (1.0, "≤")


def test_only_streams_as_they_are_today_count() -> None:
    found = workspace(TWO + "    mapped: {state: future}\n")
    assert [each.stream.id for each in stream_priorities(found)] == ["repair"]
    assert {each.stream.id for each in worth_touching(found)} == {"repair"}
    assert idea_worths(found) == ()


@pytest.mark.parametrize(
    ("steps", "wait", "step_wait"),
    [
        ("b: {process: 1h, wait: 2h}", (200, None), (200, None)),
        ("b: {process: 1h}", (0, "≥"), (None, None)),
        ("b: {wait: 2h}", (200, None), (200, None)),
        # Of a lead time alone, all may be wait.
        ("b: {lead: 2h}", (200, "≤"), (200, "≤")),
        ("b: {process: 1h, wait: 2h}, c: {}", (200, "≥"), (200, None)),
        ("b: {lead: 2h}, c: {}", (200, "≈"), (200, "≤")),
        ("b: {}", (None, None), (None, None)),
        ("b: {process: 1h, wait: 2h, next: {b: , end: }}", (None, None), (None, None)),
    ],
)
def test_what_is_not_known_is_a_bound_or_nothing(
    steps: str, wait: tuple[float | None, str | None], step_wait: tuple[float | None, str | None]
) -> None:
    found = workspace(f"  a: {{demand: 100/year, steps: {{{steps}}}}}\n")

    def hours(figure: tuple[float | None, str | None]) -> tuple[float | None, str | None]:
        return (None if figure[0] is None else round(figure[0] / HOUR_S, 6)), figure[1]

    stream = found.streams["a"]
    assert hours(priority(found, "a").customer_wait_s_per_year) == wait
    assert hours(step_priority(found, stream, stream.steps["b"]).wait_s_per_year) == step_wait


def test_a_demand_of_which_more_may_come_is_a_bound() -> None:
    found = workspace(
        """
  a: {demand: 100/year, steps: {b: {process: 1h, wait: 1h, starts: c}}}
  other: {steps: {b: {process: 1h, starts: c}}}
  c: {steps: {d: {process: 1h, wait: 2h}}}
"""
    )
    c = priority(found, "c")
    assert c.customer_wait_s_per_year == (pytest.approx(200 * HOUR_S), "≥")
    assert c.weight == (pytest.approx(900), "≥")
    assert c.weight_share == (pytest.approx(0.5), "≈")
    assert priority(found, "a").weight_share == (pytest.approx(0.5), "≤")


def test_without_any_item_nothing_has_a_share() -> None:
    found = workspace("  a: {demand: 0/year, steps: {b: {process: 1h, wait: 1h}}}\n")
    (only,) = stream_priorities(found)
    assert only.customer_wait_s_per_year == (0.0, None)
    assert only.weight_share == (None, None)


JOURNEY = """
  a:
    steps:
      ask: {owner: desk, touchpoint: phone, outputs: case, starts: {stream: b, data: case}}
      tell: {owner: shop, touchpoint: mail}
  b:
    steps:
      take: {owner: shop, touchpoint: phone, starts: [{stream: a}, {stream: c}]}
      do: {owner: desk, touchpoint: phone}
  c: {steps: {d: {owner: desk, touchpoint: phone, uses: {stream: a, wait: true}}}}
journeys:
  way: {steps: [{stage: engage, stream: a}, {stage: onboard}, {stage: realize, stream: [b, c]}]}
"""


def test_who_the_customer_deals_with_along_a_journey() -> None:
    found = workspace(JOURNEY, "teams: {desk: {}, shop: {}}\ndata: {case: {}}\n")
    # desk, shop | shop, desk
    assert bounces(found, found.journeys["way"]) == 2


def test_links_that_lead_from_step_to_step() -> None:
    found = workspace(JOURNEY, "teams: {desk: {}, shop: {}}\ndata: {case: {}}\n")
    links = links_between(found, found.journeys["way"])
    # b back to a does not lead on, and c stands in the same step as b.
    assert [(each.stream.id, each.target_stream.id) for each in links] == [("a", "b"), ("c", "a")]


@st.composite
def any_workspace(draw: st.DrawFn) -> Workspace:
    """Streams that start and await each other, in circles too, with whatever is left out."""
    ids = ["a", "b", "c"]
    streams: dict[str, Stream] = {}
    for id_ in ids:
        steps = draw(any_steps())
        for step in steps.values():
            other = draw(st.sampled_from(ids))
            if draw(st.booleans()):
                share = draw(st.sampled_from([None, 0.0, 0.5]))
                link = Link(id=other, address="x", place=PLACE, stream=other, share=share)
                step["starts"] = (link,)
            if draw(st.booleans()):
                use = Use(id=other, address="x", place=PLACE, stream=other, wait=True)
                step["uses"] = (use,)
        streams[id_] = make_stream(
            steps,
            id=id_,
            demand_per_s=draw(st.sampled_from([None, None, 0.0, 1e-4])),
            impact=draw(st.sampled_from([None, 1.0, 5.0])),
            unread=frozenset(draw(st.sampled_from([(), ("impact",), ("demand",)]))),
            layer=draw(st.sampled_from([None, "core", "support"])),
        )
    walked = draw(st.lists(st.lists(st.sampled_from(ids), max_size=2, unique=True), max_size=4))
    journey = Journey(
        id="j",
        address="journeys.j",
        place=PLACE,
        steps=tuple(
            JourneyStep(id=str(n), address="j", place=PLACE, stage=None, streams=tuple(each))
            for n, each in enumerate(walked)
        ),
    )
    team = Team(id="team", address="teams.team", place=PLACE, size=draw(st.sampled_from([0, 1])))
    return Workspace(streams=streams, journeys={"j": journey}, teams={"team": team})


@settings(max_examples=60)
@given(any_workspace())
def test_figures_of_any_workspace_fit_together(found: Workspace) -> None:
    priorities = stream_priorities(found)
    assert len(priorities) == 3
    shares = [each.weight_share[0] for each in priorities if each.weight_share[0] is not None]
    assert not shares or sum(shares) == pytest.approx(1)
    for each in priorities:
        for value, _ in (each.wait_s, each.customer_wait_s_per_year, each.weight):
            assert value is None or isfinite(value)
        lead_s = stream_figures(found, each.stream).perceived_lead_time_s
        if each.wait_s[0] is not None and lead_s is not None:
            assert each.wait_s[0] <= lead_s * (1 + 1e-9)
    places = worth_touching(found)
    assert len(places) <= 3
    assert all(place.wait_s[0] for place in places)
    journey = found.journeys["j"]
    times = journey_times(found, journey)
    if times.bottleneck:
        assert 0 < times.bottleneck.share <= 1 + 1e-9
    assert bounces(found, journey) >= 0
    assert all(link.current for link in links_between(found, journey))
    assert all(load.load is None or load.load >= 0 for load in team_loads(found).values())
